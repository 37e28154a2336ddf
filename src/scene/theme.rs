//! Faces, tones and the colours of a theme.

use std::fmt;

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

    /// The tones of the kinds of events.
    pub const KINDS: [Tone; 5] =
        [Tone::KindMilitary, Tone::KindMeeting, Tone::KindStatement, Tone::KindDisaster, Tone::KindOther];

    /// The name in a house style.
    pub fn name(self) -> &'static str {
        match self {
            Tone::Background => "background",
            Tone::Ink => "ink",
            Tone::Muted => "muted",
            Tone::Hairline => "hairline",
            Tone::Band => "band",
            Tone::DayPanel => "day-panel",
            Tone::Panel => "panel",
            Tone::Sea => "sea",
            Tone::SeaText => "sea-text",
            Tone::Land => "land",
            Tone::Coast => "coast",
            Tone::Border => "border",
            Tone::Graticule => "graticule",
            Tone::MapText => "map-text",
            Tone::AreaStrong => "area-strong",
            Tone::AreaFaint => "area-faint",
            Tone::KindMilitary => "kind-military",
            Tone::KindMeeting => "kind-meeting",
            Tone::KindStatement => "kind-statement",
            Tone::KindDisaster => "kind-disaster",
            Tone::KindOther => "kind-other",
            Tone::OnKind => "on-kind",
        }
    }
}

/// Opacity of a chip's fill behind a number in the chip's own tone: the most at which the number keeps a contrast
/// of 4.5 on every panel.
pub const PALE: f64 = 0.1;

/// A colour in sRGB; printed as `RRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Reads `#RRGGBB`, with or without the sign.
    ///
    /// ```
    /// use linimasa::scene::Colour;
    /// assert_eq!(Colour::read("#1A2b3c").map(|c| c.to_string()), Some("1A2B3C".to_string()));
    /// assert_eq!(Colour::read("red"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        let hexadecimal = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let value = u32::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)?;
        Some(Self::of(value))
    }

    const fn of(value: u32) -> Self {
        let [_, red, green, blue] = value.to_be_bytes();
        Self([red, green, blue])
    }

    /// Relative luminance of WCAG 2, 0 to 1.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast ratio of WCAG 2 between two colours, 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|channel| write!(f, "{channel:02X}"))
    }
}

/// The colour of each tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Theme([Colour; Tone::ALL.len()]);

impl Default for Theme {
    fn default() -> Self {
        Self::LIGHT
    }
}

/// Which tones are written on which surfaces: each pair needs a contrast of [`READABLE`].
pub const WRITTEN: [(&[Tone], &[Tone]); 5] = [
    (&[Tone::Ink, Tone::Muted], &[Tone::Background, Tone::Panel, Tone::Band, Tone::DayPanel]),
    (&[Tone::Ink, Tone::MapText], &[Tone::Land, Tone::Sea, Tone::AreaStrong, Tone::AreaFaint]),
    (&[Tone::SeaText], &[Tone::Sea, Tone::Land]),
    (&[Tone::OnKind], &Tone::KINDS),
    (&Tone::KINDS, &[Tone::Background, Tone::Panel]),
];

/// The contrast ratio that text needs (WCAG 2, level AA).
pub const READABLE: f64 = 4.5;

impl Theme {
    /// Dark letters on white.
    pub const LIGHT: Theme = Theme([
        Colour::of(0xFFFFFF),
        Colour::of(0x1A1A1A),
        Colour::of(0x5A5F66),
        Colour::of(0xD5D8DC),
        Colour::of(0xEDEFF1),
        Colour::of(0xDCE0E5),
        Colour::of(0xF8F9FA),
        Colour::of(0xDFE9F0),
        Colour::of(0x426781),
        Colour::of(0xF0EFEB),
        Colour::of(0xA9B9C4),
        Colour::of(0xB9B5AB),
        Colour::of(0xCFDDE6),
        Colour::of(0x3E4247),
        Colour::of(0xF0BC90),
        Colour::of(0xFAECD9),
        Colour::of(0xBC3B06),
        Colour::of(0x1D4ED8),
        Colour::of(0x6B1045),
        Colour::of(0x0F766E),
        Colour::of(0x504030),
        Colour::of(0xFFFFFF),
    ]);

    /// Light letters on black.
    pub const DARK: Theme = Theme([
        Colour::of(0x14171A),
        Colour::of(0xF1F3F4),
        Colour::of(0xA9AFB7),
        Colour::of(0x3A4047),
        Colour::of(0x262B31),
        Colour::of(0x353C44),
        Colour::of(0x1A1E22),
        Colour::of(0x17212A),
        Colour::of(0x849BAE),
        Colour::of(0x2B2F34),
        Colour::of(0x41505C),
        Colour::of(0x50565D),
        Colour::of(0x22303B),
        Colour::of(0xC9CDD2),
        Colour::of(0x844520),
        Colour::of(0x45372B),
        Colour::of(0xFF8F57),
        Colour::of(0x6C9BFF),
        Colour::of(0xFFC9E3),
        Colour::of(0x18C0AE),
        Colour::of(0xF0F0D8),
        Colour::of(0x14171A),
    ]);

    /// The colour of a tone.
    pub fn colour(&self, tone: Tone) -> Colour {
        self.0[tone as usize]
    }

    /// The theme with another colour for a tone.
    #[must_use]
    pub fn with(mut self, tone: Tone, colour: Colour) -> Self {
        self.0[tone as usize] = colour;
        self
    }

    /// Pairs of a tone that is written and the surface under it whose contrast is too weak to be read, with it.
    pub fn weak(&self) -> Vec<(Tone, Tone, f64)> {
        let pairs =
            WRITTEN.iter().flat_map(|(inks, papers)| inks.iter().flat_map(|ink| papers.iter().map(|p| (*ink, *p))));
        let measured = pairs.map(|(ink, paper)| (ink, paper, self.colour(ink).contrast(self.colour(paper))));
        measured.filter(|(_, _, contrast)| *contrast < READABLE).collect()
    }
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
