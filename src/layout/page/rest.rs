//! Further pages of a briefing: the events that its first page has no room for, and below them, or on a page of their
//! own, the facts and open questions that the first leaves out, and as far as there is room the sentences that the events
//! stand in.

use super::parts::{ABOVE_PART, Sheet, Shown};
use super::sentences;
use super::{Size, brief, divided, enlarged, enlargements, finish, foot, magnification, reduced};
use crate::error::Error;
use crate::lang::{Pack, Words};
use crate::layout::ContextName;
use crate::scene::Scene;
use crate::story::{Fact, Item, Story};
use std::collections::BTreeSet;

/// Left below a timeline for the foot, when its form is chosen.
const FOOT: f64 = 90.0;
/// Two digits are as wide as the number of a page and of all pages gets.
const WIDEST_NUMBER: (usize, usize) = (10, 10);
/// After so many rounds the number of pages has settled.
const MOST_ROUNDS: usize = 3;

/// The briefing and as many further pages as what it leaves out needs. Each page is of the size that is asked for, unless
/// that holds no more than a headline and the foot.
pub(super) fn pages(story: &Story, size: Size, context: &[ContextName], pack: &Pack) -> Result<Vec<Scene>, Error> {
    if let Some(page) = enlarged_page(story, size, context, pack)? {
        return Ok(vec![page]);
    }
    let words = Words::from_pack(pack, "page.tsv")?;
    let (size, whole) = (reduced(size), size);
    let first = brief::lay_out(story, size, context, pack)?;
    let mut rest = left_out(story, &first, &words, whole, pack)?;
    let mut laid = (first.y, first.nodes);
    if rest.is_empty() {
        return Ok(vec![finish(story, whole, laid, pack)?]);
    }
    // The word about the pages takes room itself, so that one more event may fold.
    let mut marked = story.clone();
    for _ in 0..MOST_ROUNDS {
        let total = 1 + rest.len();
        marked.made = made(story, &words, (1, total));
        let sheet = brief::lay_out(&marked, size, context, pack)?;
        rest = left_out(story, &sheet, &words, whole, pack)?;
        laid = (sheet.y, sheet.nodes);
        if 1 + rest.len() == total {
            break;
        }
    }
    let mut scenes = vec![finish(story, whole, laid, pack)?];
    let total = 1 + rest.len();
    for (left, number) in rest.into_iter().zip(2..) {
        let part = part(story, left, &words, (number, total));
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

/// What stands on a further page.
#[derive(Clone, Default)]
struct Left {
    items: Vec<Item>,
    facts: Vec<Fact>,
    gaps: Vec<String>,
}

/// What the first page leaves out, page by page. Facts and questions stand below the last events, or on a page of their
/// own, or on pages each.
fn left_out(story: &Story, first: &Sheet, words: &Words, size: Size, pack: &Pack) -> Result<Vec<Left>, Error> {
    let side = Left {
        items: Vec::new(),
        facts: story.facts.iter().skip(first.told.facts).cloned().collect(),
        gaps: story.gaps.iter().skip(first.told.gaps).cloned().collect(),
    };
    let events = chunks(story, &first.folded, words, size, pack)?;
    let mut out: Vec<Left> = events.into_iter().map(|items| Left { items, ..Left::default() }).collect();
    if side.facts.is_empty() && side.gaps.is_empty() {
        return Ok(out);
    }
    let holds = |left: &Left| holds(&part(story, left.clone(), words, WIDEST_NUMBER), size, pack);
    if let Some(last) = out.last_mut() {
        let both = Left { items: last.items.clone(), ..side.clone() };
        if holds(&both)? {
            *last = both;
            return Ok(out);
        }
    }
    if holds(&side)? {
        out.push(side);
        return Ok(out);
    }
    let fact = |facts: &[Fact]| Left { facts: facts.to_vec(), ..Left::default() };
    let gap = |gaps: &[String]| Left { gaps: gaps.to_vec(), ..Left::default() };
    out.extend(spread(&side.facts, |facts| holds(&fact(facts)))?.into_iter().map(fact));
    out.extend(spread(&side.gaps, |gaps| holds(&gap(gaps)))?.into_iter().map(gap));
    Ok(out)
}

/// Cuts a list into as few pages as hold it, as much on each as it holds, and at least one.
fn spread<T>(mut rest: &[T], holds: impl Fn(&[T]) -> Result<bool, Error>) -> Result<Vec<&[T]>, Error> {
    let mut out = Vec::new();
    while !rest.is_empty() {
        // The first number that does not fit, by doubling and halving.
        let (mut low, mut high, mut step) = (1, rest.len() + 1, 1);
        while low + 1 < high {
            let next = (low + step).min(high - 1);
            if holds(rest.get(..next).unwrap_or_default())? {
                (low, step) = (next, step * 2);
            } else {
                (high, step) = (next, 1);
            }
        }
        let (page, more) = rest.split_at(low.min(rest.len()));
        out.push(page);
        rest = more;
    }
    Ok(out)
}

/// How it was made, after the number of the page.
fn made(story: &Story, words: &Words, (number, total): (usize, usize)) -> String {
    let page = words.fill("page", &[&number.to_string(), &total.to_string()]);
    if story.made.is_empty() { page } else { format!("{page} {}", story.made) }
}

/// A story of some of the items; they keep their numbers.
fn part(story: &Story, left: Left, words: &Words, number: (usize, usize)) -> Story {
    Story {
        headline: words.fill("continued", &[&story.headline]),
        deck: None,
        items: left.items,
        hidden: 0,
        left_out: 0,
        facts: left.facts,
        gaps: left.gaps,
        made: made(story, words, number),
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

/// Whether a page holds the timeline of some of the items with the facts and questions below.
fn holds(part: &Story, size: Size, pack: &Pack) -> Result<bool, Error> {
    let small = reduced(size);
    let mut sheet = timeline(part, small, pack)?;
    set_side(&mut sheet, part);
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
    let page = finish(part, size, (sheet.y, sheet.nodes), pack)?;
    if !part.items.is_empty() {
        return Ok(page);
    }
    let facts = part.facts.iter().map(|fact| format!("{}: {}", fact.term, fact.text));
    Ok(Scene { desc: facts.chain(part.gaps.iter().cloned()).collect::<Vec<_>>().join("; "), ..page })
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
    let fits = |items: &[Item]| {
        let left = Left { items: items.to_vec(), ..Left::default() };
        holds(&part(story, left, words, WIDEST_NUMBER), size, pack)
    };
    let left: Vec<Item> = story.items.iter().filter(|item| folded.contains(&item.number)).cloned().collect();
    let pages = spread(&left, fits)?.into_iter().map(<[Item]>::to_vec).collect();
    evened(pages, fits)
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
