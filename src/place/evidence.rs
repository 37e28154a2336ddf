//! Reasons for one meaning of a name against its others, one function each, with their weights.

use super::candidates::Meaning;
use super::gazetteer::Facts;
use super::recognise::Form;
use super::{Evidence, PlaceClass};
use geo::{Distance, Haversine, Point};
use rstar::RTree;
use rstar::primitives::GeomWithData;
use rustc_hash::FxHashMap;

/// Weight of a tenfold population.
const POPULATION: f64 = 0.6;
/// People of a regency of which the gazetteer gives no number.
const UNKNOWN_REGENCY: f64 = 20_000.0;
/// The name is the usual one, not an alias.
const EXACT_NAME: f64 = 1.0;
/// News means this place by the name where no word tells more: a namesake must be spoken for by the text.
const LEADING: f64 = 2.0;
/// The name without its type word rather means another place: `Bandung` the city, not Kabupaten Bandung.
const BARE_NAME: f64 = -2.0;
/// The type word beside the name demands this class.
const TYPE_CUE: f64 = 4.0;
/// The office beside the name is one of such a place (`Bupati Malang`, `New York Governor`).
const OFFICE: f64 = 3.0;
/// A city abroad that bears the name of its division: from afar the city is meant.
const OWN_DIVISION: f64 = 0.8;
/// The place lies in the larger place named right after it: stronger than any other reason, because the text says it.
const CONTAINMENT: f64 = 6.0;
/// The larger place of such a pair.
const CONTAINS: f64 = 4.0;
/// All other places of the article lie in this country.
const SAME_COUNTRY: f64 = 2.2;
/// All other places of the article lie in this division.
const SAME_DIVISION: f64 = 2.2;
/// The place nearest to another of the article, at no distance.
const PROXIMITY: f64 = 1.6;
/// Distance over which nearness loses two thirds of its weight.
const NEAR_METRES: f64 = 120_000.0;
/// The dateline or the outlet's name lies in this country; as much again for its division.
const PRIOR: f64 = 0.8;
/// The place lies in the country for which the language's papers write.
const HOME: f64 = 1.0;
/// The name means this place elsewhere in the article, where the text says so.
pub(super) const ONE_SENSE: f64 = 4.0;

/// Name of the reason that a larger place beside it gives.
pub(super) const CONTAINED: &str = "containment";

/// From this population on a capital is meant wherever its name stands alone.
const GREAT_CAPITAL: u64 = 500_000;

/// A place of the article that speaks for its neighbours.
#[derive(Debug, Clone)]
pub(super) struct Anchor<'g> {
    pub key: String,
    pub place: Facts<'g>,
}

/// What the article as a whole says.
#[derive(Debug, Clone, Default)]
pub(super) struct Context<'g> {
    pub anchors: Vec<Anchor<'g>>,
    pub dateline: Option<Facts<'g>>,
    pub home: Option<&'g str>,
    /// The place in the name of the outlet (`Radar Bogor`).
    pub publisher: Option<Facts<'g>>,
}

/// The article's places as they speak for the meanings of its names, counted once for all of these.
#[derive(Debug, Default)]
pub(super) struct Counted<'c, 'g> {
    /// The anchor of each name, of which it has one at most.
    named: FxHashMap<&'c str, (usize, &'c Facts<'g>)>,
    countries: FxHashMap<&'g str, usize>,
    divisions: FxHashMap<&'g str, usize>,
    /// Each with the number of its anchor, from south to north.
    points: Vec<(usize, Point<f64>)>,
    /// Where there are many, the same on the sphere, by their number in `points`.
    sphere: Option<RTree<GeomWithData<[f64; 3], usize>>>,
}

/// Places from which on the nearest one is looked for in a tree: those of another continent at the same latitude would
/// all be passed. Of fewer the tree is not worth its making.
const MANY: usize = 100;

/// A point on a sphere of radius 1, where what is nearest is so by the straight line as well.
fn on_sphere(point: Point<f64>) -> [f64; 3] {
    let (lon, lat) = (point.x().to_radians(), point.y().to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

impl<'c, 'g> Counted<'c, 'g> {
    pub(super) fn of(context: &'c Context<'g>) -> Self {
        let mut counted = Self::default();
        for (number, Anchor { key, place }) in context.anchors.iter().enumerate() {
            counted.named.insert(key, (number, place));
            place.country.into_iter().for_each(|code| *counted.countries.entry(code).or_default() += 1);
            place.admin1.into_iter().for_each(|code| *counted.divisions.entry(code).or_default() += 1);
            counted.points.extend(place.point.filter(|_| !is_large(place.class)).map(|point| (number, point)));
        }
        counted.points.sort_by(|(_, a), (_, b)| a.y().total_cmp(&b.y()));
        if counted.points.len() >= MANY {
            let placed = counted.points.iter().enumerate();
            let spots = placed.map(|(at, (_, point))| GeomWithData::new(on_sphere(*point), at));
            counted.sphere = Some(RTree::bulk_load(spots.collect()));
        }
        counted
    }

    /// All but the name's own anchor.
    pub(super) fn but(&self, key: &str) -> Others<'_, 'g> {
        Others { counted: self, own: self.named.get(key).copied() }
    }
}

/// The article's other places, seen from one name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Others<'c, 'g> {
    counted: &'c Counted<'c, 'g>,
    own: Option<(usize, &'c Facts<'g>)>,
}

impl Others<'_, '_> {
    /// Share of the other places that lie in the country.
    pub(super) fn in_country(&self, code: Option<&str>) -> f64 {
        self.share(&self.counted.countries, self.own.and_then(|(_, place)| place.country), code)
    }

    /// Share of the other places that lie in the first-level division.
    pub(super) fn in_division(&self, code: Option<&str>) -> f64 {
        self.share(&self.counted.divisions, self.own.and_then(|(_, place)| place.admin1), code)
    }

    fn share(&self, counts: &FxHashMap<&str, usize>, own: Option<&str>, code: Option<&str>) -> f64 {
        let all = self.counted.named.len() - usize::from(self.own.is_some());
        let held = code.and_then(|code| counts.get(code)).copied().unwrap_or(0);
        let held = held.saturating_sub(usize::from(code.is_some() && own == code));
        if all == 0 { 0.0 } else { held as f64 / all as f64 }
    }

    /// Metres to the nearest of them.
    fn nearest(&self, point: Point<f64>) -> f64 {
        let own = self.own.map(|(number, _)| number);
        if let Some(sphere) = &self.counted.sphere {
            let mut near = sphere.nearest_neighbor_iter(&on_sphere(point));
            let other =
                near.find_map(|spot| self.counted.points.get(spot.data).filter(|(number, _)| Some(*number) != own));
            return other.map_or(f64::INFINITY, |(_, other)| Haversine.distance(point, *other));
        }
        let (south, north) =
            self.counted.points.split_at(self.counted.points.partition_point(|(_, p)| p.y() < point.y()));
        let sides: [&mut dyn Iterator<Item = &(usize, Point<f64>)>; 2] = [&mut south.iter().rev(), &mut north.iter()];
        let mut nearest = f64::INFINITY;
        for side in sides {
            for (_, other) in side.filter(|(number, _)| Some(*number) != own) {
                // What lies further south or north than the nearest so far cannot be nearer, nor can what follows.
                if (point.y() - other.y()).abs() * METRES_OF_DEGREE > nearest {
                    break;
                }
                nearest = nearest.min(Haversine.distance(point, *other));
            }
        }
        nearest
    }
}

/// Tells the reasons that a name and its meaning bring along, each with its weight.
pub(super) fn steady(
    meaning: &Meaning<'_>,
    demanded: Option<PlaceClass>,
    form: Form,
    home: Option<&str>,
    mut tell: impl FnMut(Evidence),
) {
    let place = &meaning.place;
    let bare = meaning.entry.needs_evidence && demanded.is_none();
    let typed = demanded.is_some() && form != Form::Unknown;
    let list = [
        ("population", population(place)),
        ("admin-rank", admin_rank(place)),
        ("exact-name", exact_name(meaning)),
        ("leading-sense", if meaning.entry.leads { LEADING } else { 0.0 }),
        ("bare-name", if bare { BARE_NAME } else { 0.0 }),
        ("type-cue", if typed { type_cue(demanded, place.class) } else { 0.0 }),
        ("home", if home.is_some() && place.country == home { HOME } else { 0.0 }),
    ];
    for (name, weight) in list.into_iter().filter(|(_, weight)| *weight != 0.0) {
        tell(Evidence { name, weight });
    }
}

/// Tells the reasons that the rest of the article gives a meaning, each with its weight.
pub(super) fn around(
    meaning: &Meaning<'_>,
    context: &Context<'_>,
    others: &Others<'_, '_>,
    mut tell: impl FnMut(Evidence),
) {
    let place = &meaning.place;
    let list = [
        ("dateline", prior(place, context.dateline.as_ref())),
        ("publisher", prior(place, context.publisher.as_ref())),
        ("same-country", SAME_COUNTRY * others.in_country(place.country)),
        ("same-division", SAME_DIVISION * others.in_division(place.admin1)),
        ("proximity", proximity(place, others)),
    ];
    for (name, weight) in list.into_iter().filter(|(_, weight)| *weight != 0.0) {
        tell(Evidence { name, weight });
    }
}

/// What the number of inhabitants says of cities and regencies; that of countries and provinces says nothing.
fn population(place: &Facts<'_>) -> f64 {
    use PlaceClass::*;
    match place.class {
        // Nobody lives in no regency: where the number is not known, it is taken for a small one's.
        Admin2 if place.population == 0 => POPULATION * UNKNOWN_REGENCY.log10(),
        City | Admin2 | Village | District | Admin3 => POPULATION * (place.population as f64 + 1.0).log10(),
        _ => 0.0,
    }
}

/// What kinds of place the news speaks of: the measure that a city of a million (3.6) is held against.
fn admin_rank(place: &Facts<'_>) -> f64 {
    use PlaceClass::*;
    let rank = match place.class {
        Country | Continent | Bloc => 6.0,
        Admin1 => 3.4,
        Sea | Strait | Region => 3.2,
        Island | Volcano | Military | Spaceport | Airport | Building | Port | Lake | Mountain | Facility => 2.8,
        River => 2.4,
        Admin2 => 1.4,
        Admin3 | District | Road | Other => 1.0,
        City | Village => 0.0,
    };
    // A capital or seat of government is named more than its size tells.
    let seat = place.stands_for.is_some() && place.class == City;
    rank + match seat {
        // No nearness makes a village of a great capital: only the text itself can.
        true if place.population >= GREAT_CAPITAL => 3.0,
        true => 1.0,
        false => 0.0,
    }
}

/// The usual name says less where it is a longer one in the other language: `Surabaya` is the town before it is the
/// municipality Kota Surabaya.
fn exact_name(meaning: &Meaning<'_>) -> f64 {
    match (meaning.entry.primary, meaning.longer) {
        (false, _) => 0.0,
        (true, true) => EXACT_NAME / 2.0,
        (true, false) => EXACT_NAME,
    }
}

fn type_cue(demanded: Option<PlaceClass>, class: PlaceClass) -> f64 {
    match demanded {
        Some(demanded) if demanded == class => TYPE_CUE,
        Some(demanded) if super::recognise::compatible(demanded, class) => TYPE_CUE / 2.0,
        _ => 0.0,
    }
}

/// What the place of the dateline or of the outlet says for a place in the same country and division.
fn prior(place: &Facts<'_>, given: Option<&Facts<'_>>) -> f64 {
    let Some(line) = given else { return 0.0 };
    let country = if same(line.country, place.country) { PRIOR } else { 0.0 };
    country + if same(line.admin1, place.admin1) { PRIOR } else { 0.0 }
}

fn same(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_some() && a == b
}

/// How near the place lies to the nearest other place of the article.
fn proximity(place: &Facts<'_>, others: &Others<'_, '_>) -> f64 {
    let point = place.point.filter(|_| !is_large(place.class));
    point.map_or(0.0, |point| PROXIMITY * (-others.nearest(point) / NEAR_METRES).exp())
}

/// Metres of a degree of latitude, rounded down.
pub(super) const METRES_OF_DEGREE: f64 = 111_000.0;

fn is_large(class: PlaceClass) -> bool {
    use PlaceClass::*;
    matches!(class, Country | Continent | Bloc | Admin1 | Sea | Region)
}

/// The reason for a meaning that lies in a place named right after it.
pub(super) fn contained() -> Evidence {
    Evidence { name: CONTAINED, weight: CONTAINMENT }
}

/// The reason for a meaning of the class that the office beside it governs.
pub(super) fn office() -> Evidence {
    Evidence { name: "office", weight: OFFICE }
}

/// The reason for a city against the division that it names.
pub(super) fn own_division() -> Evidence {
    Evidence { name: "own-division", weight: OWN_DIVISION }
}

/// The reason for what the name means elsewhere in the article.
pub(super) fn one_sense() -> Evidence {
    Evidence { name: "one-sense", weight: ONE_SENSE }
}

/// The reason for the larger place of the pair.
pub(super) fn containing() -> Evidence {
    Evidence { name: CONTAINED, weight: CONTAINS }
}

/// Farthest that a place lies from the middle of a city or regency that holds it.
const IN_REGENCY_METRES: f64 = 70_000.0;
/// The same for a quarter.
const IN_DISTRICT_METRES: f64 = 8_000.0;

/// Whether `outer` is a larger place that holds `inner`.
pub(super) fn contains(outer: &Facts<'_>, inner: &Facts<'_>) -> bool {
    use PlaceClass::*;
    let finer = rank(inner.class) < rank(outer.class);
    let within = |metres: f64| match (outer.point, inner.point) {
        (Some(a), Some(b)) => Haversine.distance(a, b) <= metres,
        _ => false,
    };
    let country = same(outer.country, inner.country) || inner.country.is_some_and(|c| shared(outer, c));
    finer
        && match outer.class {
            Country => same(outer.country, inner.country),
            Admin1 => {
                country && same(outer.admin1, inner.admin1)
                    || (inner.admin1.is_none() && country && within(3.0 * IN_REGENCY_METRES))
            }
            Admin2 | City => country && within(IN_REGENCY_METRES),
            District | Admin3 => within(IN_DISTRICT_METRES),
            Region | Island | Continent => match (outer.bbox, inner.point) {
                (Some(bbox), Some(p)) => {
                    (bbox.min().x..=bbox.max().x).contains(&p.x()) && (bbox.min().y..=bbox.max().y).contains(&p.y())
                }
                // Without an extent the country alone can tell.
                (None, _) => country,
                _ => false,
            },
            _ => false,
        }
}

/// Whether a shared region lies in a country too (`RU|KZ`).
fn shared(outer: &Facts<'_>, country: &str) -> bool {
    outer.country.is_some_and(|all| all.split('|').any(|c| c == country))
}

/// How large places of a class are, smallest first.
pub(super) fn rank(class: PlaceClass) -> u8 {
    use PlaceClass::*;
    match class {
        Building | Road | Facility | Airport | Port | Spaceport | Military | Other => 0,
        Village | Mountain | Volcano | Lake | River => 1,
        District | Admin3 => 2,
        City => 3,
        Admin2 => 4,
        Island | Strait => 5,
        Admin1 => 6,
        Region | Sea => 7,
        Country => 8,
        Continent | Bloc => 9,
    }
}
