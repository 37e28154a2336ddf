//! The looks into the gazetteer, and the user's own table over it.

use super::args::OwnPlaces;
use super::{DONE, files};
use crate::error::Error;
use crate::place::{Gazetteer, Place};
use geo::Point;
use std::sync::Arc;

/// The gazetteer with the user's own table, where one is named. A faulty table is an error of usage, because no input
/// can be read as the user meant it.
pub fn own(places: &OwnPlaces) -> Result<Option<Arc<Gazetteer>>, Error> {
    let Some(path) = &places.gazetteer else { return Ok(None) };
    let wrong = |error: Error| Error::new("usage", format!("--gazetteer {}", error.message));
    let table = files::read_text(path).map_err(|error| wrong(files::named(path, "", &error)))?;
    let read = Gazetteer::with_overlay(&table);
    read.map(|gazetteer| Some(Arc::new(gazetteer))).map_err(|error| wrong(files::named(path, &table, &error)))
}

/// Places by name, one a line.
pub fn search(gazetteer: &Gazetteer, query: &str, limit: usize) -> Result<u8, Error> {
    let found = gazetteer.search(query, limit);
    if found.is_empty() {
        return Err(missing(query));
    }
    let lines: String = found.iter().map(|place| line(place) + "\n").collect();
    files::print(lines.as_bytes())?;
    Ok(DONE)
}

/// All fields and names of one place.
pub fn show(gazetteer: &Gazetteer, id_or_name: &str) -> Result<u8, Error> {
    let place = gazetteer.show(id_or_name).ok_or_else(|| missing(id_or_name))?;
    let at = |p: Point<f64>| format!("{:.4} {:.4}", p.y(), p.x());
    let sides = |b: geo::Rect<f64>| format!("{:.2},{:.2},{:.2},{:.2}", b.min().x, b.min().y, b.max().x, b.max().y);
    let fields = [
        ("id", Some(place.id.as_str().into())),
        ("name (id)", Some(place.name_id.clone())),
        ("name (en)", Some(place.name_en.clone())),
        ("class", Some(place.class.name().into())),
        ("country", place.country.clone()),
        ("admin1", place.admin1.clone()),
        ("population", (place.population > 0).then(|| place.population.to_string().into())),
        ("point", place.point.map(|p| at(p).into())),
        ("precision", place.approximate.then(|| "approximate point".into())),
        ("label point", place.label_point.filter(|p| Some(*p) != place.point).map(|p| at(p).into())),
        ("bbox", place.bbox.map(|b| sides(b).into())),
        ("stands for", place.stands_for.clone()),
        ("timezone", place.timezone.clone()),
        ("credit", place.credit.clone()),
    ];
    let mut out: String =
        fields.iter().filter_map(|(name, value)| Some(format!("{name}\t{}\n", value.as_deref()?))).collect();
    for (name, entry) in gazetteer.names(&place.id) {
        let marks = [
            (entry.primary, "usual"),
            (entry.demonym, "people"),
            (entry.needs_evidence, "needs evidence"),
            (entry.capitals_only, "capitals only"),
        ];
        let marks: Vec<&str> = marks.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect();
        out.push_str(format!("also\t{name}\t{}", marks.join(", ")).trim_end());
        out.push('\n');
    }
    files::print(out.as_bytes())?;
    Ok(DONE)
}

/// The places nearest to a point, with their distances.
pub fn near(gazetteer: &Gazetteer, lat: f64, lon: f64, limit: usize) -> Result<u8, Error> {
    if !(lat.abs() <= 90.0 && lon.abs() <= 180.0) {
        let message = format!("{lat} {lon} is no point; latitude is within ±90 and longitude within ±180 degrees");
        return Err(Error::new("usage", message));
    }
    let found = gazetteer.near(Point::new(lon, lat), limit);
    let lines: String = found.iter().map(|(place, km)| format!("{}\t{km:.1} km\n", line(place))).collect();
    files::print(lines.as_bytes())?;
    Ok(DONE)
}

fn line(place: &Place) -> String {
    let at = place.point.map_or("-".to_string(), |p| format!("{:.3} {:.3}", p.y(), p.x()));
    let country = place.country.as_deref().unwrap_or("-");
    format!("{}\t{}\t{}\t{country}\t{at}", place.id, place.name_id, place.class.name())
}

fn missing(query: &str) -> Error {
    Error::new("not-found", format!("the gazetteer has no place like {query:?}"))
}
