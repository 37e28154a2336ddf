//! The whole way from an input to a story: the only file that knows every stage.

use crate::edits::{self, Dating, Edits, Problem, Told};
use crate::error::{Diagnostic, Error};
use crate::event::{self, EventLexicon};
use crate::lang::{self, Pack};
use crate::layout::ContextName;
use crate::place::{self, Gazetteer, Place, PlaceClass, PlaceLexicon, PlaceMention};
use crate::story::{Analysed, Stated};
use crate::text::{self, Article, Input, TextLexicon};
use crate::time::{self, Dates, Moment, TimeLexicon};
use std::sync::{Arc, OnceLock};

/// The language whose pack reads a text of which nothing tells the language.
const FALLBACK_LANGUAGE: &str = "id";

/// What holds for every article of a run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Document creation time, before any that the article carries.
    pub dct: Option<Moment>,
    /// Code of the language pack, before any that the article carries; `None` detects it.
    pub lang: Option<String>,
    /// The gazetteer with a user's own table; `None` is the bundled one.
    pub gazetteer: Option<Arc<Gazetteer>>,
    /// What is asked for.
    pub layers: Layers,
}

/// What of an article is asked for. What nothing asks for is not looked for, where the rest does not need it: events need
/// dates and places, the place of a dateline is one of the places, and the day of writing may stand in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layers {
    pub dates: bool,
    pub places: bool,
    pub events: bool,
}

impl Default for Layers {
    fn default() -> Self {
        Self { dates: true, places: true, events: true }
    }
}

/// A lexicon that is read once, when it is first needed, because its tables are large.
type Lazy<T> = OnceLock<Result<T, Error>>;

/// All lexicons of one language.
struct Lexicons {
    pack: Pack,
    text: Lazy<TextLexicon>,
    time: Lazy<TimeLexicon>,
    place: Lazy<PlaceLexicon>,
    event: Lazy<EventLexicon>,
}

/// The lexicon, read if it was not yet.
fn loaded<T>(cell: &Lazy<T>, read: impl FnOnce() -> Result<T, Error>) -> Result<&T, Error> {
    cell.get_or_init(read).as_ref().map_err(Clone::clone)
}

impl Lexicons {
    /// The lexicons of a pack, kept for the life of the program.
    fn of(code: &str) -> Result<&'static Self, Error> {
        static ALL: OnceLock<Vec<Lexicons>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let empty = |pack: &Pack| Lexicons {
                pack: *pack,
                text: OnceLock::new(),
                time: OnceLock::new(),
                place: OnceLock::new(),
                event: OnceLock::new(),
            };
            lang::packs().iter().map(empty).collect()
        });
        all.iter().find(|lexicons| lexicons.pack.code == code).ok_or_else(|| unknown_language(code))
    }

    fn text(&self) -> Result<&TextLexicon, Error> {
        loaded(&self.text, || TextLexicon::from_pack(&self.pack))
    }

    fn time(&self) -> Result<&TimeLexicon, Error> {
        loaded(&self.time, || TimeLexicon::from_pack(&self.pack))
    }

    fn place(&self) -> Result<&PlaceLexicon, Error> {
        loaded(&self.place, || PlaceLexicon::from_pack(&self.pack))
    }

    fn event(&self) -> Result<&EventLexicon, Error> {
        loaded(&self.event, || EventLexicon::from_pack(&self.pack))
    }
}

fn unknown_language(code: &str) -> Error {
    let known: Vec<&str> = lang::packs().iter().map(|pack| pack.code).collect();
    Error::new("unknown-language", format!("there is no language pack {code:?}; use one of {}", known.join(", ")))
}

/// The pack of a language code, for the words of a graphic.
///
/// # Errors
/// Names the codes that there are.
pub fn pack(code: &str) -> Result<Pack, Error> {
    lang::pack(code).ok_or_else(|| unknown_language(code))
}

/// What is wrong with a pack, a sentence each with file and line: what each room cannot read, and which of the time
/// grammar's rules and examples do not hold.
///
/// # Errors
/// A time grammar that is so broken that no example can be run.
pub fn check_pack(pack: &Pack) -> Result<Vec<String>, Error> {
    let rooms = [
        TextLexicon::from_pack(pack).err(),
        PlaceLexicon::from_pack(pack).err(),
        EventLexicon::from_pack(pack).err(),
        lang::DateFormat::from_pack(pack).err(),
    ];
    let mut wrong: Vec<String> = rooms.into_iter().flatten().map(|error| error.to_string()).collect();
    wrong.extend(time::check(pack)?);
    Ok(wrong)
}

/// Runs every stage over one article.
///
/// # Errors
/// An empty text, an unknown language or a malformed pack.
pub fn analyse(input: Input, options: &Options) -> Result<(Analysed, Vec<Diagnostic>), Error> {
    guarded(|| {
        let (article, mut told) = read(input, options)?;
        let (analysed, more) = stages(article, options)?;
        told.extend(more);
        Ok((analysed, told))
    })
}

/// A fault of the program in one article is told as an error of that article, so that those beside it are not lost.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    // Nothing that the work has begun outlives it: the stages are functions over plain values.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new(
            "internal",
            "linimasa stumbled over this text, which is a fault of the program; please report it",
        ))
    })
}

/// Reads an article alone: its zones, dateline and sentences.
///
/// # Errors
/// As [`analyse`].
pub fn read(input: Input, options: &Options) -> Result<(Article, Vec<Diagnostic>), Error> {
    let lexicons = lexicons(&input, options)?;
    text::read(input, lexicons.text()?)
}

/// Runs every stage over an article that is read already.
///
/// # Errors
/// An unknown language or a malformed pack.
pub fn analyse_article(article: Article, options: &Options) -> Result<(Analysed, Vec<Diagnostic>), Error> {
    guarded(|| stages(article, options))
}

fn stages(article: Article, options: &Options) -> Result<(Analysed, Vec<Diagnostic>), Error> {
    let lexicons = Lexicons::of(&article.lang)?;
    let gazetteer = options.gazetteer.as_deref().unwrap_or(Gazetteer::bundled());
    let mut told = Vec::new();
    let layers = options.layers;
    let given = time::given(&article, options.dct).filter(|_| !layers.dates && !layers.events);
    let dates = match given {
        Some(dct) => Dates { dct, timexes: Vec::new() },
        None => {
            let (dates, more) = time::resolve(&article, lexicons.time()?, options.dct);
            told.extend(more);
            dates
        }
    };
    let mut places = Vec::new();
    if layers.places || layers.events || article.dateline.is_some() {
        let (found, more) = place::resolve(&article, gazetteer, lexicons.place()?);
        places = found;
        told.extend(more);
    }
    let mut events = Vec::new();
    if layers.events {
        let (found, more) = event::extract(&article, &dates, &places, gazetteer, lexicons.event()?);
        events = found;
        told.extend(more);
    }
    let ids = event::ids(&article, &events);
    Ok((Analysed { article, dates, places, events, ids, stated: Stated::default() }, told))
}

/// Analysed articles as an editor corrects them, with what became of each edit. The edits speak of the articles in
/// `scope` alone, by index; only merges may name events of the others.
///
/// # Errors
/// What the edits say that no gazetteer or language pack understands, each with its place in the file of edits.
pub fn edit(
    documents: Vec<Analysed>,
    edits: &Edits,
    scope: &[usize],
    options: &Options,
) -> Result<(Vec<Analysed>, Vec<Told>), Vec<Problem>> {
    let gazetteer = options.gazetteer.as_deref().unwrap_or(Gazetteer::bundled());
    edits::apply(documents, edits, &edits::Context { gazetteer, words: &dating, scope })
}

/// What words such as `Rabu lalu` say of a day, counted from the day of an article; `None` where they do not say one
/// date alone.
fn dating(words: &str, document: &Analysed) -> Option<Dating> {
    let input = Input { text: words.to_string(), lang: Some(document.article.lang.clone()), ..Input::default() };
    let options = Options { dct: document.dates.dct.moment, ..Options::default() };
    let (_, dates, _) = dates(input, &options).ok()?;
    let [timex] = dates.timexes.as_slice() else { return None };
    let bounds = timex.bounds?;
    let whole = timex.span.start == 0 && timex.span.end == words.len();
    whole.then(|| Dating { bounds, edtf: timex.edtf.clone(), granularity: timex.granularity })
}

/// The lexicons of the language that the options, the input or the words themselves name.
fn lexicons(input: &Input, options: &Options) -> Result<&'static Lexicons, Error> {
    if let Some(code) = options.lang.as_deref() {
        return Lexicons::of(code);
    }
    let stated = input.lang.as_deref().filter(|code| lang::pack(code).is_some());
    let detected = || text::detect_language(&input.text);
    let code = match stated {
        // The template of a page often states the language of its maker; its words know better, except between
        // languages that look alike.
        Some(stated) if input.origin.is_extracted() => {
            detected().filter(|found| !text::are_akin(found, stated)).unwrap_or(stated)
        }
        Some(stated) => stated,
        None => detected().unwrap_or(FALLBACK_LANGUAGE),
    };
    Lexicons::of(code)
}

/// Reads a text and resolves its dates alone.
///
/// # Errors
/// As [`analyse`].
pub fn dates(input: Input, options: &Options) -> Result<(Article, Dates, Vec<Diagnostic>), Error> {
    let lexicons = lexicons(&input, options)?;
    let (article, mut told) = text::read(input, lexicons.text()?)?;
    let (dates, more) = time::resolve(&article, lexicons.time()?, options.dct);
    told.extend(more);
    Ok((article, dates, told))
}

/// Reads a text and resolves its places alone.
///
/// # Errors
/// As [`analyse`].
pub fn places(input: Input, options: &Options) -> Result<(Article, Vec<PlaceMention>, Vec<Diagnostic>), Error> {
    let lexicons = lexicons(&input, options)?;
    let (article, mut told) = text::read(input, lexicons.text()?)?;
    let gazetteer = options.gazetteer.as_deref().unwrap_or(Gazetteer::bundled());
    let (places, more) = place::resolve(&article, gazetteer, lexicons.place()?);
    told.extend(more);
    Ok((article, places, told))
}

/// Countries weigh by population; seas by their width in degrees of arc, which says at what scale they are named.
fn context_weight(place: &Place) -> f64 {
    match (place.class, place.bbox) {
        (PlaceClass::Country, _) => place.population as f64,
        (_, Some(bbox)) => {
            let (low, high) = (bbox.min(), bbox.max());
            (high.x - low.x) * ((low.y + high.y) / 2.0).to_radians().cos()
        }
        (_, None) => 0.0,
    }
}

/// The names of countries and seas that a map may write where there is room.
pub fn context_names(lang: &str) -> Vec<ContextName> {
    let named = Gazetteer::bundled().context().into_iter().filter_map(|place| {
        let point = place.label_point.or(place.point)?;
        Some(ContextName {
            name: place.name(lang).to_string(),
            point,
            bbox: place.bbox,
            sea: place.class != PlaceClass::Country,
            country: place.country.as_deref().map(str::to_string),
            weight: context_weight(&place),
        })
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_program_is_an_error_of_its_article() {
        let words: Vec<&str> = Vec::new();
        let told = guarded(|| Ok(words[1].len())).expect_err("there is no such word");
        assert_eq!(told.kind, "internal");
        assert_eq!(guarded(|| Ok(7)).expect("a number"), 7);
    }
}
