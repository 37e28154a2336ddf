//! What the user may choose of a map in place of what the sites decide.

/// The projection of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProjectionChoice {
    /// By what is shown.
    #[default]
    Auto,
    EqualEarth,
    /// Lambert azimuthal equal-area.
    Azimuthal,
    Mercator,
    Orthographic,
    /// Equidistant cylindrical, true to scale along the middle latitude.
    Equirectangular,
}

/// A box in degrees; where the west is greater than the east, it lies across the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DegreeBox {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl DegreeBox {
    /// Width in degrees of longitude, more than 0 and at most 360.
    pub fn width(&self) -> f64 {
        let across = (self.east - self.west).rem_euclid(360.0);
        if across == 0.0 { 360.0 } else { across }
    }
}

/// Choices for a map; the default leaves all to the sites.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MapOptions {
    pub projection: ProjectionChoice,
    /// What the frame must show.
    pub extent: Option<DegreeBox>,
    /// The page is as high as it needs: on a narrow one the key stands below the frame and takes nothing from the map.
    pub grows: bool,
}
