//! Sentences to events: every stage of this room in its order.

use super::actors::Subject;
use super::cast::Cast;
use super::clause::{self, Clauses};
use super::clocks;
use super::known::Entry;
use super::lexicon::{Cue, Small, Stance};
use super::speech::{self, Speech};
use super::triggers::{self, Hit};
use super::{
    Actor, Attribution, Basis, Category, Event, EventLexicon, Modality, RelationKind, Weighed, When, actors, bounds,
    label, merge, relate, salience, site, title, voice, when,
};
use crate::error::Diagnostic;
use crate::place::{Gazetteer, PlaceMention};
use crate::text::{Article, Span};
use crate::time::{Dates, Granularity};
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// Words of a label that names a noun and that it took place, and neither whose nor of what.
const NOUN_AND_VERB: usize = 2;

/// An event before it is dated and placed.
struct Draft {
    sentence: usize,
    hit: Hit,
    /// The speech of its sentence, which all its events share.
    speech: Option<Rc<Speech>>,
    /// Who says it, by name where there is one.
    speaker: Option<String>,
    subject: Option<Subject>,
    who: Vec<Actor>,
    background: bool,
    /// Its label, where nobody acts.
    bare: Option<String>,
}

/// Finds the events of an article, in text order; what the headline tells again comes last.
pub fn extract(
    article: &Article,
    dates: &Dates,
    places: &[PlaceMention],
    gazetteer: &Gazetteer,
    lexicon: &EventLexicon,
) -> (Vec<Event>, Vec<Diagnostic>) {
    let split: Vec<Vec<clause::Token<'_>>> =
        article.sentences.iter().map(|s| clause::words(&article.text, s.span)).collect();
    let names = clause::names(article, &split);
    let around = clause::Around { article, dates, places, names: &names, lexicon };
    let sentences: Vec<Clauses<'_>> =
        article.sentences.iter().zip(split).map(|(s, words)| Clauses::read(&around, s.span, words)).collect();
    let mut drafts = drafts(&sentences);
    drafts.shrink_to_fit();
    for draft in &mut drafts {
        let clauses = sentences.get(draft.sentence);
        // `Warga direlokasi paling lambat Senin`: what has a last day to come has not happened.
        if draft.hit.reading.modality == Modality::Asserted
            && !draft.hit.speech
            && draft.hit.trigger.category != Category::Statement
            && clauses.is_some_and(|clauses| bounds::is_due(dates, clauses, (draft.hit.token, draft.hit.last)))
        {
            draft.hit.reading.modality = Modality::Planned;
        }
    }
    let mut whens = {
        let dated: Vec<when::Dated<'_>> = drafts.iter().map(|d| d.dated(sentences.get(d.sentence))).collect();
        when::all(dates, &sentences, &dated)
    };
    // What only a speaker's words tell is told with the day that they give it, or not at all.
    let dated = |draft: &Draft, when: &When| {
        !draft.hit.quoted || draft.hit.speech || matches!(when.basis, Basis::Own | Basis::Clause)
    };
    let kept: Vec<bool> = drafts.iter().zip(&whens).map(|(draft, when)| dated(draft, when)).collect();
    let mut kept_drafts = kept.iter().copied();
    drafts.retain(|_| kept_drafts.next().unwrap_or(true));
    let mut kept_whens = kept.iter().copied();
    whens.retain(|_| kept_whens.next().unwrap_or(true));
    let story = whens.iter().find(|w| w.granularity <= Granularity::Day).and_then(|w| w.bounds.earliest);
    let story = story.or(dates.dct.moment);
    let mut events: Vec<Event> = Vec::with_capacity(drafts.len());
    for (draft, when) in drafts.iter_mut().zip(whens) {
        let Some(clauses) = sentences.get(draft.sentence) else { continue };
        let background = draft.is_background(&when, story.map(|m| m.day()));
        events.push(event(clauses, draft, when, background, places, gazetteer, dates));
    }
    // One sentence tells one happening once: `ditargetkan rampung`.
    let first: Vec<bool> = {
        let mut told: FxHashSet<(usize, &str, crate::time::Bounds)> = FxHashSet::default();
        events.iter().map(|e| told.insert((e.sentence, &e.label, e.when.bounds))).collect()
    };
    let mut kept = first.iter().copied();
    drafts.retain(|_| kept.next().unwrap_or(true));
    let mut kept = first.iter().copied();
    events.retain(|_| kept.next().unwrap_or(true));
    let same = {
        let mention = |d: &Draft| merge::Mention { family: d.hit.trigger.family, speech: d.hit.speech };
        merge::same(&events, &drafts.iter().map(mention).collect::<Vec<_>>())
    };
    let chain: Vec<Option<usize>> = same.iter().map(|(at, _)| *at).collect();
    site::inherit(article, places, &mut events, &chain);
    for (event, (at, why)) in events.iter_mut().zip(same) {
        (event.same_as, event.merged_because) = (at, why);
    }
    let told: Vec<relate::Told<'_>> =
        drafts.iter().filter_map(|d| Some(relate::Told { clauses: sentences.get(d.sentence)?, hit: &d.hit })).collect();
    relate::all(&mut events, &told);
    let titled = title::find(article.title.as_deref(), &events, &told, lexicon);
    if let (Some((index, true)), Some(title)) = (titled, &article.title)
        && let Some(event) = events.get_mut(index)
    {
        event.label = title.trim().to_string();
        if event.places.is_empty() {
            event.places.extend(title::site(article, places));
        }
    }
    for (index, draft) in drafts.iter().enumerate() {
        if let Some(event) = events.get_mut(index) {
            let untold = draft.speech.as_ref().is_some_and(|s| s.quotes);
            let told = titled.is_some_and(|(at, _)| at == index);
            event.weighed =
                salience::weigh(event, &draft.hit, article.sentences.len(), told, draft.subject.is_none(), untold);
            event.salience = event.weighed.sum();
        }
    }
    if let Some(span) = title::line(article) {
        let clauses = Clauses::read(&around, span, clause::words(&article.text, span));
        events.extend(title::retold(&clauses, &events, &told, titled.map(|(at, _)| at)));
    }
    clocks::all(article, dates, &mut events);
    (events, Vec::new())
}

/// The events of all sentences with who takes part in them.
fn drafts<'s>(sentences: &'s [Clauses<'s>]) -> Vec<Draft> {
    let mut cast = Cast::new();
    let mut out: Vec<Draft> = Vec::new();
    // Who was told to speak in which sentence, as the last one.
    let mut voice: Option<(usize, String)> = None;
    let mut last: Option<String> = None;
    for (sentence, clauses) in sentences.iter().enumerate() {
        let speech = speech::find(clauses).map(Rc::new);
        let speaker = speech.as_ref().and_then(|s| voice::speaker(clauses, s, &cast, last.as_deref()));
        let name = speaker.as_deref().map(|name| cast.full(name));
        let held = voice.take().is_some_and(|(at, who)| at + 1 == sentence && Some(&who) == name.as_ref());
        let known = |name: &String| voice::is_person(clauses.lexicon, name) || voice::is_name(clauses.lexicon, name);
        // `katanya` is of the one who spoke last, by whatever office the text calls him or her.
        let officed = |_: &String| speech.as_ref().is_some_and(|s| voice::speaks(clauses, s));
        last = name.clone().filter(|name| known(name) || officed(name)).or(last);
        let goes_on = held && speech.as_ref().is_some_and(|s| only_quotes(clauses, s));
        let background = (0..clauses.tokens.len().min(3)).any(|i| clauses.small(i, Small::Background).is_some());
        let hits = triggers::hits(clauses, speech.as_deref());
        let mut met = Vec::new();
        let mut shared: Option<Subject> = None;
        // Whether the shared subject does something to somebody.
        let mut active = false;
        let mut told: Option<Subject> = None;
        // Whether the sentence is about somebody without a name, whom a later pronoun means.
        let mut nameless: Option<bool> = None;
        let ordered = hits.len() > 1;
        for mut hit in hits {
            // `Keduanya berkeliling sebelum berunding`: the joined clause shares the subject.
            // `Thompson said he would run`: the pronoun in what is said is the speaker.
            let again = told.clone().filter(|s| s.names.len() == 1 && actors::is_by_pronoun(clauses, hit.token));
            let verb = actors::group_start(clauses, hit.token, clauses.clause(hit.token).start);
            let again = again.map(|subject| Subject { end: verb, ..subject });
            let during = clauses.opener(hit.token).and_then(|open| clauses.phrase(open, |e| e.relation));
            let during = during.is_some_and(|(_, kind)| kind == RelationKind::During);
            let turned = active && during && actors::is_passive(clauses, hit.token);
            let subject = again
                .or_else(|| actors::subject(clauses, hit.token, hit.trigger.noun, &cast))
                .or_else(|| actors::existing(clauses, hit.token).filter(|_| !hit.trigger.noun))
                .or_else(|| shared.clone().filter(|_| !hit.trigger.noun && (hit.below || joins(clauses, hit.token))))
                // `Polisi menembak pelaku saat ditangkap`: who acts is not the one to whom it is done.
                .filter(|subject| !(hit.below && turned && Some(subject) == shared.as_ref()));
            let subject =
                subject.or_else(|| actors::implied(clauses, &hit, speech.as_deref(), speaker.as_deref(), &cast));
            if !hit.below && nameless.is_none() {
                nameless =
                    subject.as_ref().map(|s| s.names.iter().all(|name| voice::is_stranger(clauses, &cast, name)));
            }
            // Who speaks does not do what is said: `Dasco mengatakan fraksi perlu waktu untuk membahas`.
            let says = hit.speech && speech.as_ref().is_some_and(|s| s.form.stance == Stance::Says);
            if subject.is_some() && !says {
                let somebody = clauses.is(hit.last + 1, Small::Human)
                    || clauses.tokens.get(hit.last + 1).is_some_and(|t| t.capital);
                active = somebody && !actors::is_passive(clauses, hit.token);
            }
            shared = subject.clone().filter(|_| !says).or(shared);
            told = subject.clone().or(told);
            let acts = !hit.trigger.noun && !actors::is_passive(clauses, hit.token);
            if acts && subject.as_ref().is_some_and(|s| is_disaster(clauses.lexicon, s)) {
                hit.trigger.category = Category::Disaster;
            }
            // A bare verb says neither who nor what; such a label would tell nothing.
            let reports = speech.as_ref().is_some_and(|s| s.form.stance == Stance::Says) && hit.speech;
            if reports && (speaker.is_none() || goes_on) {
                continue;
            }
            // `Ia meminta pelaku menyerahkan diri`: who speaks is known where a bare pronoun is all that stands there.
            let unnamed = subject.as_ref().is_some_and(|s| s.names.is_empty() && voice::is_pronoun(clauses, &s.text));
            let speaks = speaker.as_ref().filter(|name| hit.speech && unnamed && !voice::is_pronoun(clauses, name));
            let subject = match speaks {
                Some(name) => subject.map(|s| Subject { text: name.clone(), names: vec![name.clone()], ..s }),
                None => subject,
            };
            let bare = !reports && subject.is_none();
            if bare && hangs(clauses, &hit) {
                continue;
            }
            let bare = bare.then(|| label::clause(clauses, hit.token, hit.last, hit.trigger.noun, None));
            if bare.as_ref().is_some_and(|label| tells_nothing(clauses, &hit, label, ordered)) {
                continue;
            }
            let mut who = match (&speaker, hit.speech) {
                (Some(name), true) if voice::is_pronoun(clauses, name) => Vec::new(),
                (Some(name), true) if speech.as_ref().is_some_and(|s| s.token == hit.token) => {
                    vec![Actor { name: name.clone(), role: "speaker" }]
                }
                _ => actors::roles(clauses, hit.token, hit.last, hit.trigger.category, subject.as_ref(), hit.speech),
            };
            who.shrink_to_fit();
            for actor in &mut who {
                actor.name = cast.full(&actor.name);
                met.push(actor.name.clone());
            }
            out.push(Draft {
                sentence,
                hit,
                speech: speech.clone(),
                speaker: speaker.clone(),
                subject,
                who,
                background,
                bare,
            });
        }
        let told = goes_on || out.last().is_some_and(|draft| draft.sentence == sentence);
        voice = name.filter(|_| told).map(|name| (sentence, name));
        // `Polisi menangkap Dedi Hartono`: the talk is of him, though somebody without a name acts.
        let of = out.iter().rev().take_while(|d| d.sentence == sentence);
        let befalls = of.flat_map(|d| &d.who).any(|actor| actor.role == "patient");
        // `A man was arrested, the sheriff said`: the talk is of the man. So it is of whom a sentence without an event names.
        let of_another = match &speech {
            Some(speech) => voice::speaks_of_another(clauses, speech),
            None => out.last().is_none_or(|d| d.sentence != sentence) && voice::names_another(clauses, &cast),
        };
        cast.turn((speaker.is_none() && nameless.unwrap_or(false) || of_another) && !befalls);
        met.extend(speaker.clone());
        speaker.iter().for_each(|name| cast.hear(name));
        cast.read(sentences.get(..=sentence).unwrap_or_default());
        for name in met {
            if voice::is_somebody(clauses, &name) || cast.knows(&name) {
                cast.meet(&name);
            }
        }
        // `killed by her husband, Peter Hall. He …`: somebody named last, who takes no part, may be meant as well.
        if voice::names_unmet(clauses, &cast) {
            cast.turn(true);
        }
    }
    out
}

/// Whether a speech tells in quotation marks alone what is said, and neither when nor where: after a sentence of the same
/// speaker it only goes on with that one.
fn only_quotes(clauses: &Clauses<'_>, speech: &Speech) -> bool {
    let bare = |t: &clause::Token<'_>| t.quoted || !t.timed && t.place.is_none();
    let told = speech.content.clone().any(|i| clauses.tokens.get(i).is_some_and(|t| !t.quoted));
    speech.quotes && !told && clauses.tokens.iter().all(bare)
}

/// Whether nothing but adverbs and `dan` stands before the verb in its clause: it shares the subject before it.
fn joins(clauses: &Clauses<'_>, at: usize) -> bool {
    let clause = clauses.clause(at);
    let small = [Small::Skip, Small::Also, Small::Auxiliary];
    clause.start > 0 && (clause.start..at).all(|i| clauses.tokens[i].timed || small.iter().any(|&s| clauses.is(i, s)))
}

/// Whether a disaster does what the verb tells: `banjir memutus jembatan` is no decision.
fn is_disaster(lexicon: &EventLexicon, subject: &Subject) -> bool {
    // `Flood victims` are no flood.
    let heads = lexicon.is_head_first();
    let mut words = subject.text.split_whitespace();
    let head = if heads { words.next() } else { words.next_back() }.unwrap_or_default().to_lowercase();
    let root = |family: &str| family == head && heads;
    let trigger = lexicon.triggers.get(head.as_str());
    trigger.is_some_and(|t| t.category == Category::Disaster && (t.noun || root(t.family)))
}

/// Whether a label without a subject would be one word, or a noun that only took place, neither when nor where nor before
/// or after what (`ordered`): `Penandatanganan itu berlangsung`.
fn tells_nothing(clauses: &Clauses<'_>, hit: &Hit, label: &str, ordered: bool) -> bool {
    let label = label.to_lowercase();
    let light = label.rsplit_once(' ').is_some_and(|(_, last)| clauses.lexicon.is(last, Small::Light));
    let alone =
        label.split_whitespace().filter(|word| !clauses.lexicon.is(word, Small::Definite)).count() <= NOUN_AND_VERB;
    let placed = ordered && !alone || triggers::is_anchored(clauses, hit.token);
    !label.contains(' ') || hit.trigger.noun && light && !placed && !hit.reading.negated
}

/// Whether a verb that needs somebody who acts stands without anybody, date or place: `dengan menggunakan …`.
fn hangs(clauses: &Clauses<'_>, hit: &Hit) -> bool {
    let lower = clauses.tokens.get(hit.token).map_or("", |t| t.lower.as_ref());
    let active = clauses.lexicon.active_prefixes().any(|prefix| lower.starts_with(prefix));
    // A name right before it acts, in whatever phrase it stands.
    let verb = actors::group_start(clauses, hit.token, clauses.clause(hit.token).start);
    let named = verb.checked_sub(1).is_some_and(|i| clauses.tokens[i].capital && !clauses.tokens[i].timed);
    active && !named && !hit.trigger.noun && !triggers::is_anchored(clauses, hit.token)
}

impl Draft {
    fn dated(&self, clauses: Option<&Clauses<'_>>) -> when::Dated<'_> {
        when::Dated {
            sentence: self.sentence,
            token: self.hit.token,
            reading: self.hit.reading,
            speech: self.hit.speech,
            acts: self.hit.acts,
            plans: self.hit.plans,
            denies: self.hit.speech && self.speech.as_ref().is_some_and(|s| s.form.stance == Stance::Denies),
            counts: self.hit.speech && self.speech.as_ref().is_some_and(|s| s.form.counts),
            speaker: self.speaker.as_deref(),
            // What nobody has said yet has no content of its own: the date is that of the saying.
            content: self.speech.as_ref().filter(|_| !self.is_to_come()).map_or(0..0, |s| s.content.clone()),
            background: self.background,
            beside: clauses.is_some_and(|clauses| self.is_beside(clauses)),
            family: if self.hit.speech { "" } else { self.hit.trigger.family },
            kin: clauses.and_then(|clauses| acting(clauses, self.hit.token)),
            noun: self.hit.trigger.noun,
            category: self.hit.trigger.category,
        }
    }

    /// Whether the event is a speech that is only planned: `is expected to publish its findings in May`.
    fn is_to_come(&self) -> bool {
        let says = self.speech.as_ref().is_some_and(|s| s.form.stance == Stance::Says && s.token == self.hit.token);
        says && self.hit.speech && self.hit.reading.modality == Modality::Planned
    }

    /// Whether the verb follows the speaker in the clause of the reporting form: `kata Budi mendampingi istrinya`.
    fn is_beside(&self, clauses: &Clauses<'_>) -> bool {
        let (hit, Some(speech)) = (&self.hit, &self.speech) else { return false };
        let after = speech.source.start > speech.token && speech.source.end == hit.token;
        let told = !hit.speech && !hit.trigger.noun && speech.form.verb && !speech.content.contains(&hit.token);
        told && after && clauses.clause(speech.token).contains(&hit.token)
    }

    /// Whether the event only explains the story: it lies before the story's day and is told in passing.
    fn is_background(&self, when: &When, story: Option<NaiveDate>) -> bool {
        if self.hit.speech || self.hit.reading.modality != Modality::Asserted {
            return false;
        }
        let coarse = when.granularity >= Granularity::Month && when.basis != Basis::Dct;
        let past = when.bounds.latest.zip(story).is_some_and(|(latest, day)| latest.day() < day);
        let undated = when.basis == Basis::Dct && (self.background || self.hit.reading.earlier);
        undated || self.hit.below && coarse && past
    }

    /// Whether the hit stands in a clause that tells when or after what something happened.
    fn tells_when(&self, clauses: &Clauses<'_>) -> bool {
        clauses.opener(self.hit.token).is_some_and(|open| clauses.phrase(open, Entry::connective).is_some())
    }

    /// The stance to what is said: `said it knew nothing and denied that guards would leave` denies what stands last.
    fn stance(&self, clauses: &Clauses<'_>, speech: &Speech) -> Stance {
        let denies = |i: usize| {
            let form = clauses.tokens[i].word.reporting.filter(|form| form.verb && form.stance == Stance::Denies);
            form.is_some() && !clauses.is_noun(i) && !clauses.tokens[i].quoted
        };
        let denied = (speech.last + 1..self.hit.token).any(denies);
        if denied { Stance::Denies } else { speech.form.stance }
    }

    /// Whether the hit stands in what somebody says.
    fn is_said(&self) -> bool {
        let quoted = |s: &Speech| s.quotes && self.hit.quoted;
        let within = |s: &Speech| (s.content.contains(&self.hit.token) || quoted(s)) && s.token != self.hit.token;
        !self.hit.speech && self.speech.as_deref().is_some_and(within)
    }
}

/// One event with its own places.
fn event(
    clauses: &Clauses<'_>,
    draft: &mut Draft,
    when: When,
    background: bool,
    places: &[PlaceMention],
    gazetteer: &Gazetteer,
    dates: &Dates,
) -> Event {
    let who = std::mem::take(&mut draft.who);
    let draft = &*draft;
    let hit = &draft.hit;
    let written = dates.dct.moment.map(|m| m.day());
    let first = clauses.tokens.get(hit.token).map_or(clauses.span, |t| t.span);
    let trigger = Span::new(first.start, clauses.tokens.get(hit.last).map_or(first.end, |t| t.span.end));
    let own = site::Own {
        clauses,
        token: hit.token,
        category: hit.trigger.category,
        content: draft.speech.as_ref().filter(|_| hit.speech).map(|s| s.content.clone()),
        said: draft.speech.as_deref().filter(|_| !hit.speech),
    };
    let sites = site::own(places, gazetteer, &own);
    let stance = draft.speech.as_ref().filter(|_| draft.is_said()).map(|s| draft.stance(clauses, s));
    let day = |w: &When| w.bounds.earliest.map(|m| m.day());
    // `digelar nanti malam`: later on the day of writing.
    let words = when.timex.and_then(|index| dates.timexes.get(index)).map(|timex| timex.span);
    let later = words.is_some_and(|span| {
        let within = clauses.tokens.iter().filter(|token| token.timed && span.contains(token.span));
        let plan = |token: &clause::Token<'_>| token.word.mood.is_some_and(|mood| mood.cue == Cue::Planned);
        day(&when) == written && !hit.reading.done && within.into_iter().any(plan)
    });
    // `is to be completed by June 1`: what has a last day to come has not happened.
    let due = |span: Span| bounds::deadline(clauses, span).is_some() && !hit.reading.done;
    let end = when.bounds.latest.filter(|_| words.is_some_and(due));
    let first_or_last = day(&when).or(end.map(|m| m.day()));
    let ahead = first_or_last.zip(written).is_some_and(|(day, written)| day > written) || later;
    let dated = matches!(when.basis, Basis::Own | Basis::Clause) && clauses.lexicon.is_head_first();
    let last = when.bounds.latest.map(|m| m.day());
    let over = dated && last.zip(written).is_some_and(|(day, written)| day <= written);
    let modality = match (hit.reading.modality, stance) {
        (Modality::Asserted, _) if ahead => Modality::Planned,
        // `Dua warga harus dirawat pada Senin`: what somebody could or had to do on a day that is over was done.
        (Modality::ReportedPossible, None) if hit.reading.able && !hit.reading.negated && over => Modality::Asserted,
        (Modality::Asserted | Modality::Planned | Modality::ReportedPossible, Some(Stance::Denies)) => Modality::Denied,
        // `menginstruksikan evaluasi saat bertemu wartawan`: when it was ordered is no order.
        (Modality::Asserted, Some(Stance::Acts)) if !draft.tells_when(clauses) => Modality::Planned,
        (Modality::Asserted, _) if background => Modality::Background,
        (modality, _) => modality,
    };
    let attribution = draft.speech.as_ref().filter(|_| draft.is_said()).and_then(|s| {
        let source = draft.speaker.clone()?;
        Some(Attribution { source, verb: clauses.words(&(s.token..s.last + 1)) })
    });
    let site_name = sites.first().filter(|w| w.role == crate::place::Role::EventSite);
    let site_name =
        site_name.and_then(|w| places.get(w.mention)).and_then(|p| clauses.text.get(p.span.start..p.span.end));
    Event {
        label: name(clauses, draft, site_name),
        category: hit.trigger.category,
        family: if hit.speech { "" } else { hit.trigger.family },
        // What is done to a happening (`kebakaran itu diselidiki`) is another one.
        kin: acting(clauses, hit.token).filter(|_| !actors::is_passive(clauses, hit.token)),
        sentence: draft.sentence,
        trigger,
        headline: None,
        when,
        places: sites,
        who,
        modality,
        attribution,
        negated: hit.reading.negated,
        salience: 0.0,
        weighed: Weighed::default(),
        cue: hit.reading.cue,
        relations: Vec::new(),
        same_as: None,
        merged_because: Vec::new(),
    }
}

/// The root of the happening that is the subject: the word that opens the clause of the verb.
fn acting(clauses: &Clauses<'_>, token: usize) -> Option<&'static str> {
    let start = clauses.clause(token).start;
    let (last, trigger) = clauses.phrase(start, |e| e.trigger)?;
    (last < token && !trigger.family.is_empty()).then_some(trigger.family)
}

/// Whether somebody is accused of something: behind the form stand whom and `of` with what that one did.
fn is_accused(clauses: &Clauses<'_>, speech: &Speech) -> bool {
    let does = |i: usize| clauses.tokens[i].word.trigger.is_some_and(|trigger| !trigger.noun && !trigger.gerund);
    let of = (speech.last + 1..speech.content.end).find(|&i| clauses.is(i, Small::Of) && !clauses.tokens[i].capital);
    let gerund = |i: usize| clauses.tokens.get(i).is_some_and(|token| token.word.trigger.is_some_and(|t| t.gerund));
    of.is_some_and(|of| gerund(of + 1) && !(speech.last + 1..of).any(does))
}

/// The label of an event; a speech is labelled by its content where that is told outside quotation marks.
fn name(clauses: &Clauses<'_>, draft: &Draft, site: Option<&str>) -> String {
    let hit = &draft.hit;
    let subject = draft.subject.as_ref();
    let reports = draft.speech.as_ref().filter(|s| hit.speech && s.form.stance == Stance::Says);
    let Some(speech) = reports else {
        let whole = || label::clause(clauses, hit.token, hit.last, hit.trigger.noun, subject);
        let label = draft.bare.clone().unwrap_or_else(whole);
        let named = |s: &Subject| s.text.split_whitespace().any(|word| label.contains(word));
        return if subject.is_some_and(named) { label } else { label::negated(clauses, hit, label) };
    };
    let phrases = &clauses.lexicon.phrases;
    let Some(speaker) = &draft.speaker else {
        return label::clause(clauses, hit.token, hit.last, false, None);
    };
    // `PSN tidak mengungkap nilainya`: what is not said is no word of the one who does not say it.
    if hit.reading.negated && subject.is_some() && !speech.quotes {
        return label::negated(clauses, hit, label::clause(clauses, hit.token, hit.last, false, subject));
    }
    // `is expected to publish its findings` is no quotation: nothing is said yet.
    if hit.reading.modality == Modality::Planned && subject.is_some() {
        return label::clause(clauses, hit.token, hit.last, false, subject);
    }
    // `accused the opposition of plotting a coup`: whom somebody accuses says nothing by itself.
    if is_accused(clauses, speech) && subject.is_some() {
        return label::clause(clauses, hit.token, hit.last, false, subject);
    }
    if let Some(text) = label::said(clauses, speaker, speech.content.clone()) {
        return text;
    }
    // `Hal ini disampaikan Dedi`: a passive alone names neither the speaker first nor what was said.
    if !speech.quotes && !actors::is_passive(clauses, speech.token) {
        return label::clause(clauses, hit.token, hit.last, false, subject);
    }
    let at = site.map(|site| phrases.fill("spoke-at", &[speaker, site]));
    let text = at.filter(|t| t.chars().count() <= label::LONGEST);
    label::finish(&text.unwrap_or_else(|| phrases.fill("spoke", &[speaker])))
}
