//! `--projection` and `--extent` of the map.

use super::args::{MapArgs, ProjectionName};
use crate::error::Error;
use crate::layout::{DegreeBox, MapOptions, ProjectionChoice};

/// A smaller box shows nothing of the bundled outlines, in degrees.
const SMALLEST: f64 = 0.02;

/// The choices of the command line.
///
/// # Errors
/// An extent that is no box; the message names the option and says how to write it.
pub fn read(args: &MapArgs) -> Result<MapOptions, Error> {
    let projection = match args.projection {
        ProjectionName::Auto => ProjectionChoice::Auto,
        ProjectionName::EqualEarth => ProjectionChoice::EqualEarth,
        ProjectionName::Azimuthal => ProjectionChoice::Azimuthal,
        ProjectionName::Mercator => ProjectionChoice::Mercator,
        ProjectionName::Orthographic => ProjectionChoice::Orthographic,
        ProjectionName::Equirectangular => ProjectionChoice::Equirectangular,
    };
    let extent = match args.extent.as_str() {
        "auto" => None,
        text => Some(extent(text)?),
    };
    Ok(MapOptions { projection, extent, grows: false })
}

fn extent(text: &str) -> Result<DegreeBox, Error> {
    let wrong = |why: &str| {
        let message =
            format!("--extent {text:?}: {why}; write WEST,SOUTH,EAST,NORTH in degrees, such as 95,-11,141,6, or auto");
        Error::new("usage", message)
    };
    let sides: Vec<f64> = text.split(',').filter_map(|side| side.trim().parse().ok()).collect();
    let [west, south, east, north] = sides.as_slice() else { return Err(wrong("it is not four numbers")) };
    let (west, south, east, north) = (*west, *south, *east, *north);
    if text.split(',').count() != 4 {
        return Err(wrong("it is not four numbers"));
    }
    if !(west.abs() <= 180.0 && east.abs() <= 180.0) {
        return Err(wrong("west and east are longitudes within ±180"));
    }
    if !(south.abs() <= 90.0 && north.abs() <= 90.0) {
        return Err(wrong("south and north are latitudes within ±90"));
    }
    let made = DegreeBox { west, south, east, north };
    if north - south < SMALLEST {
        return Err(wrong("the south must lie below the north"));
    }
    if made.width() < SMALLEST {
        return Err(wrong("the box is too narrow to show anything"));
    }
    Ok(made)
}
