//! Places for events: their own, or inherited from the same happening told elsewhere, with the basis stated.

use super::clause::Clauses;
use super::lexicon::Small;
use super::speech::Speech;
use super::{Basis, Category, Event, Modality, RelationKind, Where};
use super::{actors, relative};
use crate::place::{Gazetteer, PlaceClass, PlaceMention, Precision, Role};
use crate::text::{self, Article, Span};
use crate::time::Bounds;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// Most places of one event.
const MOST: usize = 3;
/// Sentences after a site within which what happens next still happens there.
const SCENE: usize = 3;

/// The stretch of text in which an event may find its places.
pub(super) struct Own<'a> {
    pub clauses: &'a Clauses<'a>,
    pub token: usize,
    pub category: Category,
    /// Words that tell what is said; a speech does not take place there.
    pub content: Option<Range<usize>>,
    /// The speech of what is said, with whose place the said has nothing to do.
    pub said: Option<&'a Speech>,
}

/// Words between two places of one list at most: `di Demak dan di Kudus`.
const LIST_WORDS: usize = 2;

impl Own<'_> {
    /// The clauses whose places are not the event's. What is said while or after something else was said where that was:
    /// `kata Dedi saat mengunjungi pasar di Malang`.
    fn foreign(&self) -> Vec<Span> {
        let clauses = self.clauses;
        let mut foreign = clauses.foreign(self.token);
        foreign.extend(clauses.parted(self.token));
        if self.content.is_some() {
            let occasion = |span: &Span| {
                let open = clauses.tokens.binary_search_by_key(&span.start, |t| t.span.start).ok();
                let kind = open.and_then(|i| clauses.phrase(i, |e| e.relation));
                let kind = kind.filter(|_| open > Some(self.token)).map(|(_, kind)| kind);
                matches!(kind, Some(RelationKind::During | RelationKind::After))
            };
            foreign.retain(|span| !occasion(span));
        }
        // `mengaku berada di Jakarta ketika rumahnya digeledah`: what somebody is or says elsewhere is no place of it.
        let open = clauses.opener(self.token).filter(|&open| clauses.phrase(open, |e| e.relation).is_some());
        if let Some(open) = open.filter(|&open| (0..open).any(|i| actors::reports(clauses, i))) {
            foreign.extend(clauses.bytes(&(0..open)));
        }
        // `Schoof, who was in Brussels, will travel`: a relative clause between commas is not the event's.
        let tokens = &clauses.tokens;
        let aside = (1..tokens.len()).filter(|&i| {
            let opens = tokens[i].clause != tokens[i - 1].clause && clauses.is(i, Small::Relative);
            opens && tokens[i].clause != tokens.get(self.token).map_or(0, |t| t.clause)
        });
        foreign.extend(aside.filter_map(|i| {
            let last = (i..tokens.len()).take_while(|&k| tokens[k].clause == tokens[i].clause).last()?;
            Some(Span::new(tokens[i].span.start, tokens[last].span.end))
        }));
        foreign
    }

    /// Whether a place stands behind a verb of travel, as what is visited, in that verb's clause.
    fn visits(&self, span: Span) -> bool {
        let clauses = self.clauses;
        let word = clauses.meeting(span);
        word.is_some_and(|word| {
            clauses.clause(word).take_while(|&i| i < word).any(|i| {
                clauses.tokens[i].word.trigger.is_some_and(|t| t.travel && !t.noun && t.weight >= 3)
                    && (i + 1..word).all(|k| clauses.tokens[k].capital || clauses.tokens[k].number)
            })
        })
    }

    /// Whether a place opens the subject of a disaster or a passive, with nothing but names and prepositions up to the verb.
    fn befalls(&self, mention: usize) -> bool {
        let tokens = &self.clauses.tokens;
        let Some(first) = tokens.iter().position(|t| t.place == Some(mention)) else { return false };
        let opens = |i: usize| tokens[i].timed || tokens[i].aside || self.clauses.is(i, Small::Skip);
        let between = |i: usize| {
            let auxiliary = self.clauses.is(i, Small::Auxiliary) || self.clauses.is(i, Small::Preposition);
            tokens[i].capital || auxiliary || opens(i)
        };
        let spoken = matches!(self.category, Category::Meeting | Category::Statement);
        let suffers = self.category == Category::Disaster || !spoken && actors::is_passive(self.clauses, self.token);
        suffers && (0..first).all(opens) && (first..self.token).all(between)
    }

    fn holds(&self, mention: usize, foreign: &[Span], span: Span) -> bool {
        if !self.clauses.span.contains(span) {
            return false;
        }
        let Some(trigger) = self.clauses.tokens.get(self.token) else { return false };
        let word = self.clauses.tokens.iter().position(|t| t.place == Some(mention));
        let told = word.is_some_and(|i| self.content.as_ref().is_some_and(|c| c.contains(&i)));
        // `told a news conference in Dodoma that a sample had tested positive`, `according to Chillicothe police`
        let saying = |i: usize| {
            let speech = self.said.filter(|s| s.content.contains(&self.token));
            speech.is_some_and(|s| s.source.contains(&i) || s.last < i && i < s.content.start)
        };
        let told = told || word.is_some_and(saying);
        let quoted = word.is_some_and(|i| self.clauses.tokens[i].quoted);
        let foreign = foreign.iter().any(|f| f.contains(span));
        // `X mengatakan Y membangun satelit dan mengatakan ia senang di Rusia`: each report keeps its own places.
        let (from, to) = word.map_or((0, 0), |w| (self.token.min(w) + 1, self.token.max(w)));
        let other_report = (from..to).any(|i| actors::reports(self.clauses, i));
        // `A man who robbed a bank in York was jailed`: York belongs to the robbery.
        let relative = relative::relative_of(self.clauses, self.token);
        let relative = relative.zip(word).is_some_and(|(open, word)| (open..self.token).contains(&word));
        !foreign && !told && !other_report && !relative && quoted == trigger.quoted
    }
}

/// The places that the event's own sentence gives, the site first.
pub(super) fn own(places: &[PlaceMention], gazetteer: &Gazetteer, own: &Own<'_>) -> Vec<Where> {
    let Some(trigger) = own.clauses.tokens.get(own.token).map(|t| t.span) else { return Vec::new() };
    let foreign = own.foreign();
    let mut found: Vec<(u8, usize, Where)> = Vec::new();
    let mut acting = None;
    for mention in text::begun(places, |place| place.span, own.clauses.span) {
        let place = &places[mention];
        if !own.holds(mention, &foreign, place.span) {
            continue;
        }
        let Some(named) = &place.place else {
            // `di Desa Cikadu, Kabupaten Lebak`: of a village that no gazetteer has the text tells where it lies.
            let holder = (place.role == Role::EventSite).then(|| holder(places, mention)).flatten();
            let new = holder.filter(|site| found.iter().all(|(_, _, other)| other.mention != site.mention));
            found.extend(new.map(|site| (0, place.span.start.abs_diff(trigger.start), site)));
            continue;
        };
        let acts = own.category == Category::Military && place.span.end <= trigger.start;
        let rank = match place.role {
            Role::EventSite => 0,
            Role::Destination => 1,
            Role::Origin => 2,
            Role::Metonym | Role::Background if acts && is_subject(own, mention) => {
                let code = named.stands_for.as_deref().or(named.country.as_deref());
                let country = code.and_then(|c| gazetteer.country(c));
                acting = acting.or(country.map(|country| (mention, country)));
                continue;
            }
            // `A quake struck northern Chile`: what a disaster strikes is where it is.
            Role::Background if own.category == Category::Disaster && place.span.start > trigger.end => 0,
            // `Gunung X di Kabupaten Y meletus`, `Bandara Z ditutup`: what befalls a spot takes place on it.
            Role::Background | Role::Container if is_spot(named.class) && own.befalls(mention) => 0,
            // `mengunjungi SMA 5 Bandung`: what a visit leads to is where it takes place.
            Role::Background if own.visits(place.span) => 0,
            _ => continue,
        };
        let role = if rank == 0 { Role::EventSite } else { place.role };
        let site = Where { mention, place: named.clone(), precision: place.precision, role, basis: Basis::Own };
        found.push((rank, place.span.start.abs_diff(trigger.start), site));
    }
    // `made landfall near Benghazi after killing 15 people in Greece`: such a clause has its own places.
    let connected = own.clauses.opener(own.token).is_some_and(|i| own.clauses.phrase(i, |e| e.relation).is_some());
    let clause = own.clauses.bytes(&own.clauses.clause(own.token)).filter(|_| connected);
    let inside =
        |site: &Where| clause.is_some_and(|clause| places.get(site.mention).is_some_and(|p| clause.contains(p.span)));
    if found.iter().any(|(_, _, site)| inside(site)) {
        found.retain(|(_, _, site)| inside(site));
    }
    // `menangkap Pegi, buronan kasus pembunuhan di Cirebon, … di Bandung`: a happening named beside a name has its own place; and
    // `20 people died in Gaza, officials in Washington said`: where somebody says it is not where it was, if that is told.
    let aside = |site: &Where| {
        let tokens = &own.clauses.tokens;
        let Some(word) = tokens.iter().position(|t| t.place == Some(site.mention)) else { return false };
        let clause = own.clauses.clause(word);
        let tells = |i: usize| tokens[i].word.trigger.is_some() && !tokens[i].capital;
        let said = own.content.is_none() && clause.clone().any(|i| actors::reports(own.clauses, i));
        !clause.contains(&own.token) && (said || (clause.start..word).any(tells))
    };
    let (told, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, _, site)| !aside(site));
    let mut found = if told.iter().any(|(rank, ..)| *rank == 0) { told } else { [told, rest].concat() };
    found.sort_by_key(|(rank, distance, site)| (*rank, site.precision, *distance));
    let mut sites: Vec<Where> = found.into_iter().map(|(_, _, site)| site).collect();
    // A second site counts only beside the first (`di Demak dan Kudus`): `met in London for the summit in Brasilia` did
    // not happen in Brasilia.
    let first = sites.first().filter(|s| s.role == Role::EventSite).map(|s| s.mention);
    sites.retain(|s| s.role != Role::EventSite || first.is_none_or(|f| f == s.mention || beside(own, f, s.mention)));
    sites.truncate(MOST);
    // The list stands in the room of what it was found among, which a long text has thousands of times.
    sites.shrink_to_fit();
    // Where a state acts from its own soil, the act lies in that country; where a target is named, there.
    let has_target = sites.iter().any(|s| {
        places[s.mention].span.start >= trigger.start && matches!(s.role, Role::EventSite | Role::Destination)
    });
    if let (Some((mention, place)), false) = (acting, has_target) {
        let precision = Precision::Country;
        sites = vec![Where { mention, place, precision, role: Role::EventSite, basis: Basis::Own }];
    }
    sites
}

/// The place that holds a site without one: the first known one of those that the text names behind it as what holds it.
fn holder(places: &[PlaceMention], site: usize) -> Option<Where> {
    let behind = places.iter().enumerate().skip(site + 1);
    // Beside it stand further members of its list: `Desa Cibarani dan Desa Cirinten di Kabupaten Lebak`.
    let mut behind = behind.skip_while(|(_, place)| place.role == Role::EventSite && place.place.is_none());
    let mut holders = behind.by_ref().take_while(|(_, place)| place.role == Role::Container);
    holders.find_map(|(mention, holder)| {
        let place = holder.place.clone()?;
        Some(Where { mention, place, precision: holder.precision, role: Role::EventSite, basis: Basis::Own })
    })
}

/// Whether a class is of spots that something can befall, rather than of areas where it can take place.
fn is_spot(class: PlaceClass) -> bool {
    use PlaceClass::*;
    matches!(
        class,
        Volcano | Mountain | River | Lake | Airport | Port | Spaceport | Military | Building | Road | Facility
    )
}

/// Whether two places stand in one list: no more than a conjunction and a preposition between them.
fn beside(own: &Own<'_>, one: usize, other: usize) -> bool {
    let tokens = &own.clauses.tokens;
    let ends = |mention: usize| {
        let first = tokens.iter().position(|t| t.place == Some(mention))?;
        Some((first, tokens.iter().rposition(|t| t.place == Some(mention))?))
    };
    let (Some(a), Some(b)) = (ends(one), ends(other)) else { return false };
    let (from, to) = if a.0 < b.0 { (a.1, b.0) } else { (b.1, a.0) };
    tokens.get(from + 1..to).is_some_and(|gap| gap.iter().filter(|t| t.place.is_none()).count() <= LIST_WORDS)
}

/// Whether the subject of the trigger is the place itself, so that a state acts; `kapal Indonesia` is a ship.
fn is_subject(own: &Own<'_>, mention: usize) -> bool {
    let clauses = own.clauses;
    let first = clauses.tokens.iter().position(|t| t.place == Some(mention));
    let start = clauses.clause(own.token).start;
    first.is_some_and(|first| {
        let before = first.checked_sub(1).filter(|&i| i >= start);
        before.is_none_or(|i| clauses.tokens[i].timed || clauses.is(i, Small::Skip) || clauses.opens(i))
    })
}

/// Gives sites to events that have none: from the same happening told in another sentence, or from the scene that
/// the sentences just before set.
pub(super) fn inherit(article: &Article, places: &[PlaceMention], events: &mut [Event], same: &[Option<usize>]) {
    let roots: Vec<usize> = (0..events.len()).map(|i| same_root(same, i)).collect();
    // The first event of each chain that gives a site by itself.
    let mut sited: BTreeMap<usize, (usize, Where)> = BTreeMap::new();
    for (index, root) in roots.iter().enumerate() {
        if !sited.contains_key(root) {
            sited.extend(events.get(index).and_then(site).map(|site| (*root, (index, site))));
        }
    }
    let occasions = Occasions::of(events);
    let taken: Vec<(usize, Where)> = (0..events.len())
        .filter_map(|i| {
            let event = &events[i];
            let statement = event.category == Category::Statement && roots[i] != i;
            if !event.places.is_empty() || !may_inherit(event) && !statement {
                return None;
            }
            // The event itself has no site, so that it is not its own twin.
            let twin = sited.get(&roots[i]).cloned().or_else(|| occasions.of_event(events, i));
            let (from, found) = twin.or_else(|| scene(article, places, events, i).filter(|_| !statement))?;
            if !statement && names_elsewhere(article, places, event, &found) {
                return None;
            }
            let basis = if events[from].sentence == 0 { Basis::Lead } else { Basis::Previous };
            Some((i, Where { basis, ..found }))
        })
        .collect();
    for (index, site) in taken {
        events[index].places.push(site);
    }
}

fn same_root(same: &[Option<usize>], mut index: usize) -> usize {
    // The chain always points backwards, so it ends.
    while let Some(Some(earlier)) = same.get(index).filter(|s| s.is_some_and(|e| e < index)) {
        index = *earlier;
    }
    index
}

fn may_inherit(event: &Event) -> bool {
    event.modality == Modality::Asserted && event.category != Category::Statement && event.when.timex.is_some()
}

/// The site that an event gives by itself.
fn site(event: &Event) -> Option<Where> {
    let own = event.places.iter().find(|w| w.basis == Basis::Own && w.role == Role::EventSite);
    own.filter(|w| w.precision <= Precision::Admin).cloned()
}

/// The meetings that give a site by themselves, by their day and by each who took part.
struct Occasions<'e>(FxHashMap<(Bounds, &'e str), Vec<usize>>);

impl<'e> Occasions<'e> {
    fn of(events: &'e [Event]) -> Self {
        let mut found: FxHashMap<(Bounds, &str), Vec<usize>> = FxHashMap::default();
        let meets = |event: &&Event| event.category == Category::Meeting && site(event).is_some();
        for (index, event) in events.iter().enumerate().filter(|(_, event)| meets(event)) {
            for actor in &event.who {
                found.entry((event.when.bounds, &actor.name)).or_default().push(index);
            }
        }
        Self(found)
    }

    /// One occasion told in parts: the same kind of happening with the same participants on the same day.
    fn of_event(&self, events: &[Event], index: usize) -> Option<(usize, Where)> {
        let event = events.get(index).filter(|event| event.category == Category::Meeting)?;
        let first = event.who.first()?;
        let all = |other: &Event| event.who.iter().all(|a| other.who.iter().any(|b| b.name == a.name));
        let found = self.0.get(&(event.when.bounds, first.name.as_str()))?.iter();
        let twin = found.copied().find(|&j| j != index && events.get(j).is_some_and(all))?;
        Some((twin, site(events.get(twin)?)?))
    }
}

/// The site of the sentences just before, where the event goes on on the same day: the nearest one told, never one
/// past it.
fn scene(article: &Article, places: &[PlaceMention], events: &[Event], index: usize) -> Option<(usize, Where)> {
    let event = &events[index];
    if !matches!(event.when.basis, Basis::Lead | Basis::Previous | Basis::Own) {
        return None;
    }
    let sited = |j: &usize| events[*j].places.iter().any(|w| w.basis == Basis::Own && w.role == Role::EventSite);
    let near = (0..index).rev().take_while(|&j| events[j].sentence + SCENE >= event.sentence).find(sited)?;
    let found = site(&events[near])?;
    let day = |e: &Event| e.when.bounds.latest.map(|m| m.day());
    let kin = events[near].modality == Modality::Asserted && events[near].category != Category::Statement;
    let start = article.sentences.get(event.sentence)?.span.start;
    let before = places.get(..places.partition_point(|p| p.span.end <= start))?;
    let last = before.iter().rfind(|p| p.role == Role::EventSite)?;
    let later = article.sentence_at(last.span.start) > article.sentence_at(places.get(found.mention)?.span.start);
    (kin && !later && day(&events[near]) == day(event)).then_some((near, found))
}

/// Whether the sentence speaks of a place in another country than `site`, or of another city: then taking the site
/// over would put the event where the text does not.
fn names_elsewhere(article: &Article, places: &[PlaceMention], event: &Event, site: &Where) -> bool {
    let Some(sentence) = article.sentences.get(event.sentence) else { return true };
    let here =
        |p: &&PlaceMention| sentence.span.contains(p.span) && matches!(p.role, Role::Background | Role::EventSite);
    let inside = places.get(text::begun(places, |place| place.span, sentence.span)).unwrap_or_default();
    inside.iter().filter(here).filter_map(|p| p.place.as_ref()).any(|place| {
        let abroad = match (&place.country, &site.place.country) {
            (Some(other), Some(country)) => other != country,
            _ => false,
        };
        abroad || place.class == PlaceClass::City && place.id != site.place.id
    })
}
