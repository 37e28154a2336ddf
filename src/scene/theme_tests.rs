//! The colours hold for weak contrast vision and for colour vision deficiencies.

use super::*;

const THEMES: [Theme; 2] = [Theme::LIGHT, Theme::DARK];

/// Linear light of a colour by the sRGB transfer function.
fn linear(colour: [f64; 3]) -> [f64; 3] {
    colour.map(|c| c / 255.0).map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) })
}

fn rgb(theme: Theme, tone: Tone) -> [f64; 3] {
    theme.colour(tone).0.map(f64::from)
}

/// The contrast ratio of WCAG 2.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let [r, g, b] = linear(colour);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

type Matrix = [[f64; 3]; 3];

fn apply(matrix: &Matrix, v: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

/// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency"
/// (IEEE TVCG 15(6), 2009), severity 1.0, on linear light.
const DEFICIENCIES: [(&str, Matrix); 4] = [
    ("none", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protan", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deutan", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritan", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// CIELAB under D65 of linear light.
fn lab(linear: [f64; 3]) -> [f64; 3] {
    const XYZ: Matrix =
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
    let [x, y, z] = apply(&XYZ, linear.map(|c| c.clamp(0.0, 1.0)));
    let root = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 };
    let (x, y, z) = (root(x / 0.95047), root(y), root(z / 1.08883));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn every_tone_is_listed_once_and_has_colours() {
    let known: std::collections::BTreeSet<Tone> = Tone::ALL.into_iter().collect();
    assert_eq!(known.len(), Tone::ALL.len());
    for (theme, tone) in THEMES.iter().flat_map(|theme| Tone::ALL.map(|tone| (*theme, tone))) {
        let colour = theme.colour(tone);
        let printed = colour.to_string();
        assert_eq!(Colour::read(&printed), Some(colour));
        assert!(printed.len() == 6 && printed.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_lowercase()));
    }
}

#[test]
fn text_is_legible_on_every_surface_it_is_written_on() {
    for theme in THEMES {
        for (texts, surfaces) in WRITTEN {
            for (text, surface) in texts.iter().flat_map(|text| surfaces.iter().map(move |surface| (*text, *surface))) {
                let ratio = contrast(rgb(theme, text), rgb(theme, surface));
                assert!(ratio >= 4.5, "{theme:?}: {text:?} on {surface:?} has a contrast of {ratio:.2}");
            }
        }
        for (kind, surface) in Tone::KINDS.iter().flat_map(|kind| [(*kind, Tone::Background), (*kind, Tone::Panel)]) {
            let (ink, under) = (rgb(theme, kind), rgb(theme, surface));
            let chip = [0, 1, 2].map(|i| ink[i] * PALE + under[i] * (1.0 - PALE));
            let ratio = contrast(ink, chip);
            assert!(ratio >= 4.5, "{theme:?}: {kind:?} on its pale chip over {surface:?} has {ratio:.2}");
        }
    }
}

#[test]
fn kinds_stay_apart_under_every_colour_vision_deficiency() {
    for theme in THEMES {
        for (name, matrix) in DEFICIENCIES {
            let seen = Tone::KINDS.map(|kind| lab(apply(&matrix, linear(rgb(theme, kind)))));
            for (i, j) in (0..Tone::KINDS.len()).flat_map(|i| (0..i).map(move |j| (i, j))) {
                let distance = (0..3).map(|k| (seen[i][k] - seen[j][k]).powi(2)).sum::<f64>().sqrt();
                assert!(
                    distance >= 16.0,
                    "{theme:?}, {name}: {:?} and {:?} differ by {distance:.1}",
                    Tone::KINDS[i],
                    Tone::KINDS[j]
                );
            }
        }
    }
}
