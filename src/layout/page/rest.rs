//! Further pages of a briefing: the events that its first page has no room for, and below them, or on a page of their
//! own, the facts and open questions that the first leaves out, and as far as there is room the sentences that the events
//! stand in.

use super::parts::{Sheet, Shown};
use super::sentences;
use super::{Size, brief, divided, enlarged, enlargements, finish, foot, magnification, reduced};
use crate::error::Error;
use crate::lang::{Pack, Words};
use crate::layout::ContextName;
use crate::scene::Scene;
use crate::story::{Fact, Item, Story};
use std::collections::BTreeSet;

/// Above what stands below a timeline.
const ABOVE_PART: f64 = 14.0;
/// Left below a timeline for the foot, when its form is chosen.
const FOOT: f64 = 90.0;
/// Two digits are as wide as the number of a page and of all pages gets.
const WIDEST_NUMBER: (usize, usize) = (10, 10);

/// The briefing and as many further pages as the events that it folds need; each page is of the size that is asked for.
pub(super) fn pages(story: &Story, size: Size, context: &[ContextName], pack: &Pack) -> Result<Vec<Scene>, Error> {
    if let Some(page) = enlarged_page(story, size, context, pack)? {
        return Ok(vec![page]);
    }
    let words = Words::from_pack(pack, "page.tsv")?;
    let (size, whole) = (reduced(size), size);
    let first = brief::lay_out(story, size, context, pack)?;
    let mut rest = Rest::of(story, &first, whole, &words, pack)?;
    let mut laid = (first.y, first.nodes);
    if rest.is_empty() {
        return Ok(vec![finish(story, whole, laid, pack)?]);
    }
    // The word about the pages takes room itself, so that one more event may fold.
    let mut marked = story.clone();
    for _ in 0..2 {
        let total = rest.total();
        marked.made = made(story, &words, 1, total);
        let sheet = brief::lay_out(&marked, size, context, pack)?;
        rest = Rest::of(story, &sheet, whole, &words, pack)?;
        laid = (sheet.y, sheet.nodes);
        if rest.total() == total {
            break;
        }
    }
    let mut scenes = vec![finish(story, whole, laid, pack)?];
    let total = rest.total();
    for (items, number) in rest.chunks.into_iter().zip(2..) {
        let mut part = part(story, items, &words, (number, total));
        if number == total {
            (part.facts, part.gaps) = (rest.facts.clone(), rest.gaps.clone());
        }
        scenes.push(Scene { page: u32::try_from(number).ok(), ..page(&part, story, whole, pack)? });
    }
    Ok(scenes)
}

/// A story without places, set larger than usual where all of it still fits on one page.
fn enlarged_page(story: &Story, size: Size, context: &[ContextName], pack: &Pack) -> Result<Option<Scene>, Error> {
    let mapped = story.items.iter().any(|item| !item.places.is_empty());
    for larger in enlargements(size).filter(|_| !mapped) {
        let by = magnification(size) * larger;
        let sheet = brief::lay_out(story, divided(size, by), context, pack)?;
        // Sentences come before large letters.
        let quoted = sheet.quoted || !story.items.iter().any(sentences::is_quoted);
        if quoted && sheet.folded.is_empty() && sheet.told == Shown::all(story) {
            let page = enlarged(story, size, by, (sheet.y, sheet.nodes), pack)?;
            if size.height.is_some_and(|height| page.height <= height) {
                return Ok(Some(page));
            }
        }
    }
    Ok(None)
}

/// What the first page leaves out.
struct Rest {
    /// The events of each further page. The last may have none: then facts and questions have a page of their own.
    chunks: Vec<Vec<Item>>,
    facts: Vec<Fact>,
    gaps: Vec<String>,
}

impl Rest {
    fn of(story: &Story, first: &Sheet, size: Size, words: &Words, pack: &Pack) -> Result<Self, Error> {
        let facts: Vec<Fact> = story.facts.iter().skip(first.told.facts).cloned().collect();
        let gaps: Vec<String> = story.gaps.iter().skip(first.told.gaps).cloned().collect();
        let mut chunks = chunks(story, &first.folded, words, size, pack)?;
        if !facts.is_empty() || !gaps.is_empty() {
            let below = |items: &Vec<Item>| -> Result<bool, Error> {
                let part = part(story, items.clone(), words, WIDEST_NUMBER);
                let part = Story { facts: facts.clone(), gaps: gaps.clone(), ..part };
                let small = reduced(size);
                let mut sheet = timeline(&part, small, pack)?;
                set_side(&mut sheet, &part);
                foot(&mut sheet, small, &[], pack)?;
                Ok(small.height.is_none_or(|height| sheet.y <= height))
            };
            if !chunks.last().map_or(Ok(false), below)? {
                chunks.push(Vec::new());
            }
        }
        Ok(Self { chunks, facts, gaps })
    }

    fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// How many pages there are with the first.
    fn total(&self) -> usize {
        1 + self.chunks.len()
    }
}

/// How it was made, after the number of the page.
fn made(story: &Story, words: &Words, number: usize, total: usize) -> String {
    let page = words.fill("page", &[&number.to_string(), &total.to_string()]);
    if story.made.is_empty() { page } else { format!("{page} {}", story.made) }
}

/// A story of some of the items; they keep their numbers.
fn part(story: &Story, items: Vec<Item>, words: &Words, (number, total): (usize, usize)) -> Story {
    Story {
        headline: words.fill("continued", &[&story.headline]),
        deck: None,
        items,
        hidden: 0,
        left_out: 0,
        facts: Vec::new(),
        gaps: Vec::new(),
        made: made(story, words, number, total),
        ..story.clone()
    }
}

/// The head and the timeline of a page of some of the items.
fn timeline<'s>(part: &'s Story, size: Size, pack: &Pack) -> Result<Sheet<'s>, Error> {
    let mut sheet = Sheet::new(part, size.width, pack)?;
    sheet.header(false);
    if part.items.is_empty() {
        return Ok(sheet);
    }
    sheet.wish = size.height.map_or(0.0, |height| (height - sheet.y - FOOT).max(1.0));
    sheet.timeline_part()?;
    Ok(sheet)
}

/// Whether a page holds the timeline of some of the items.
fn holds(part: &Story, size: Size, pack: &Pack) -> Result<bool, Error> {
    let small = reduced(size);
    let mut sheet = timeline(part, small, pack)?;
    foot(&mut sheet, small, &[], pack)?;
    Ok(small.height.is_none_or(|height| sheet.y <= height))
}

/// Facts and questions of a further page, below its timeline if it has one.
fn set_side(sheet: &mut Sheet, part: &Story) {
    let both = Shown::all(part);
    if both == Shown::default() {
        return;
    }
    if !part.items.is_empty() {
        sheet.y += ABOVE_PART;
    }
    sheet.side(both, (sheet.margin, sheet.width), !sheet.narrow);
}

/// A page of some of the items. Sentences are given up where there is no room for them.
fn page(part: &Story, whole: &Story, size: Size, pack: &Pack) -> Result<Scene, Error> {
    let small = reduced(size);
    let mut sheet = timeline(part, small, pack)?;
    set_side(&mut sheet, part);
    let place = (sheet.margin, sheet.width);
    // All of them, or at least those of this page.
    for story in [whole, part] {
        if story.items.iter().any(sentences::is_quoted)
            && below(&mut sheet, small, pack, |sheet| sheet.sentences(story, place))?
        {
            break;
        }
    }
    foot(&mut sheet, small, &[], pack)?;
    finish(part, size, (sheet.y, sheet.nodes), pack)
}

/// Sets a part below the others if the page then still holds its foot; tells whether it did.
fn below<'s>(sheet: &mut Sheet<'s>, size: Size, pack: &Pack, set: impl FnOnce(&mut Sheet<'s>)) -> Result<bool, Error> {
    let mut trial = sheet.clone();
    trial.y += ABOVE_PART;
    set(&mut trial);
    let mut with_foot = trial.clone();
    foot(&mut with_foot, size, &[], pack)?;
    let holds = size.height.is_none_or(|height| with_foot.y <= height);
    if holds {
        *sheet = trial;
    }
    Ok(holds)
}

/// The folded items in order, as many together as a page holds; a page always takes one.
fn chunks(
    story: &Story,
    folded: &BTreeSet<u32>,
    words: &Words,
    size: Size,
    pack: &Pack,
) -> Result<Vec<Vec<Item>>, Error> {
    let fits = |items: &[Item]| holds(&part(story, items.to_vec(), words, WIDEST_NUMBER), size, pack);
    let mut left: Vec<Item> = story.items.iter().filter(|item| folded.contains(&item.number)).cloned().collect();
    let mut out = Vec::new();
    while !left.is_empty() {
        // The first number that does not fit, by doubling and halving.
        let (mut low, mut high) = (1, left.len() + 1);
        let mut step = 1;
        while low + 1 < high {
            let next = (low + step).min(high - 1);
            if fits(left.get(..next).unwrap_or_default())? {
                (low, step) = (next, step * 2);
            } else {
                (high, step) = (next, 1);
            }
        }
        let rest = left.split_off(low.min(left.len()));
        out.push(std::mem::replace(&mut left, rest));
    }
    evened(out, fits)
}

/// As many pages with as even a number of items each, where every one of them holds its share.
fn evened(chunks: Vec<Vec<Item>>, fits: impl Fn(&[Item]) -> Result<bool, Error>) -> Result<Vec<Vec<Item>>, Error> {
    let (count, all) = (chunks.len(), chunks.concat());
    let cut = |page: usize| page * all.len() / count.max(1);
    let even: Vec<Vec<Item>> =
        (0..count).map(|page| all.iter().take(cut(page + 1)).skip(cut(page)).cloned().collect()).collect();
    for items in &even {
        if !fits(items)? {
            return Ok(chunks);
        }
    }
    Ok(even)
}
