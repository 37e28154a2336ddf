//! Faces, tones and the two colour themes.

/// The four bundled faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Inter 400.
    Regular,
    /// Inter 700.
    Bold,
    /// Inter 400 italic.
    Italic,
    /// Source Serif 4 600.
    Serif,
}

/// What a colour means; the theme says which colour it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    Background,
    Ink,
    Muted,
    Hairline,
    Band,
    DayPanel,
    Panel,
    Sea,
    SeaText,
    Land,
    Coast,
    Border,
    Graticule,
    MapText,
    /// Area of an asserted event.
    AreaStrong,
    /// Area that is only a destination.
    AreaFaint,
    KindMilitary,
    KindMeeting,
    KindStatement,
    KindDisaster,
    KindOther,
    /// Number on a solid chip.
    OnKind,
}

impl Tone {
    /// Every tone, in the order of its declaration.
    pub const ALL: [Tone; 22] = [
        Tone::Background,
        Tone::Ink,
        Tone::Muted,
        Tone::Hairline,
        Tone::Band,
        Tone::DayPanel,
        Tone::Panel,
        Tone::Sea,
        Tone::SeaText,
        Tone::Land,
        Tone::Coast,
        Tone::Border,
        Tone::Graticule,
        Tone::MapText,
        Tone::AreaStrong,
        Tone::AreaFaint,
        Tone::KindMilitary,
        Tone::KindMeeting,
        Tone::KindStatement,
        Tone::KindDisaster,
        Tone::KindOther,
        Tone::OnKind,
    ];
}

/// Opacity of a chip's fill behind a number in the chip's own tone: the most at which the number keeps a contrast
/// of 4.5 on every panel.
pub const PALE: f64 = 0.1;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

impl Theme {
    /// The colour of a tone as `RRGGBB`.
    pub fn colour(self, tone: Tone) -> &'static str {
        let (light, dark) = match tone {
            Tone::Background => ("FFFFFF", "14171A"),
            Tone::Ink => ("1A1A1A", "F1F3F4"),
            Tone::Muted => ("5A5F66", "A9AFB7"),
            Tone::Hairline => ("D5D8DC", "3A4047"),
            Tone::Band => ("EDEFF1", "262B31"),
            Tone::DayPanel => ("DCE0E5", "353C44"),
            Tone::Panel => ("F8F9FA", "1A1E22"),
            Tone::Sea => ("DFE9F0", "17212A"),
            Tone::SeaText => ("426781", "7C95A8"),
            Tone::Land => ("F0EFEB", "2B2F34"),
            Tone::Coast => ("A9B9C4", "41505C"),
            Tone::Border => ("B9B5AB", "50565D"),
            Tone::Graticule => ("CFDDE6", "22303B"),
            Tone::MapText => ("3E4247", "C9CDD2"),
            Tone::AreaStrong => ("F0BC90", "844520"),
            Tone::AreaFaint => ("FAECD9", "45372B"),
            Tone::KindMilitary => ("BC3B06", "FF8F57"),
            Tone::KindMeeting => ("1D4ED8", "6C9BFF"),
            Tone::KindStatement => ("6B1045", "FFC9E3"),
            Tone::KindDisaster => ("0F766E", "18C0AE"),
            Tone::KindOther => ("504030", "F0F0D8"),
            Tone::OnKind => ("FFFFFF", "14171A"),
        };
        match self {
            Theme::Light => light,
            Theme::Dark => dark,
        }
    }
}

/// A colour `RRGGBB` as its three channels; an ill-formed one is black.
pub(super) fn channels(colour: &str) -> [u8; 3] {
    let value = u32::from_str_radix(colour, 16).unwrap_or(0).to_be_bytes();
    [value[1], value[2], value[3]]
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
