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
            Tone::AreaStrong => ("F0BC90", "8A4B26"),
            Tone::AreaFaint => ("FAECD9", "45372B"),
            Tone::KindMilitary => ("C2410C", "FF8F57"),
            Tone::KindMeeting => ("1D4ED8", "6C9BFF"),
            Tone::KindStatement => ("6B1045", "FFC9E3"),
            Tone::KindDisaster => ("0F766E", "14B8A6"),
            Tone::KindOther => ("3F3F46", "F4F4F5"),
            Tone::OnKind => ("FFFFFF", "14171A"),
        };
        match self {
            Theme::Light => light,
            Theme::Dark => dark,
        }
    }
}
