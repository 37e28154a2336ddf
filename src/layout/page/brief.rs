//! The briefing: which of its layouts holds the story on the page.
//!
//! Wide pages set map and facts beside each other with the timeline below. Where that is too high for the page, the
//! timeline becomes a column at the right. Only then do items fold, then facts and questions go to a further page, then
//! the map gets lower and the sentence below the headline goes, and only then does the page grow.

use super::fold::{Fold, fold, shown as unfolded};
use super::parts::{ABOVE_PART, Sheet, Shown};
use super::sentences::is_quoted;
use super::{LOWEST_MAP, NARROW, Size, centre, foot};
use crate::error::Error;
use crate::lang::{Pack, Words};
use crate::layout::map::{self, MapDrawing, MapOptions};
use crate::layout::{ContextName, Frame};
use crate::story::Story;
use std::collections::BTreeSet;

/// The height of a map on a page that sets no height.
const USUAL_MAP: f64 = 374.0;
/// Between columns.
const GUTTER: f64 = 32.0;
/// Above and below the timeline: its label and the air before the foot.
const SECTION: f64 = 38.0;
/// Pages of fixed height below this width are posters for a telephone.
const POSTER: f64 = 900.0;
/// A poster's map may be lower: it is magnified.
const LOWEST_POSTER_MAP: f64 = 260.0;
/// Below the map.
const BELOW_MAP: f64 = 21.0;
/// Facts and questions that stay on a page that is too short for its events.
const FEW_FACTS: usize = 2;
const FEW_GAPS: usize = 1;
/// The part of the width that the map takes beside a timeline in a column.
const MAP_SHARE: f64 = 0.55;

/// The least part of the width for a map of places that lie below each other rather than side by side.
const LEAST_SHARE: f64 = 0.34;

/// A page lower than this is a card for a link: its headline is set as that of a timeline alone.
const CARD: f64 = 640.0;
/// A map may be as low as this where the page then holds all of its events.
const LOWERED_MAP: f64 = 240.0;
/// A map lower than this shows nothing.
const LEAST_MAP: f64 = 180.0;
/// Below facts and questions that reach down to the foot.
const AIR: f64 = 10.0;
/// A page that is higher than asked for by less than this is as high as asked for.
const SLACK: f64 = 0.01;

/// The least that a layout comes down to before its page grows.
#[derive(Debug, Clone, Copy)]
struct Least {
    /// The height of the map.
    map: f64,
    /// Of the facts, and of the questions.
    side: usize,
    items: usize,
    /// Whether the sentence below the headline stays.
    deck: bool,
}

impl Least {
    /// What is given up, step by step.
    fn steps(size: Size) -> [Self; 3] {
        let map = if size.height.is_some() && size.width < POSTER { LOWEST_POSTER_MAP } else { LOWEST_MAP };
        [
            Self { map, side: 1, items: 3, deck: true },
            Self { map, side: 0, items: 3, deck: true },
            Self { map: LEAST_MAP, side: 0, items: 1, deck: false },
        ]
    }
}

/// How the lower half of a page is to be set.
#[derive(Debug, Clone, Default)]
struct Lower {
    folded: BTreeSet<u32>,
    /// The height that the timeline should keep to.
    wish: f64,
    notes: Vec<String>,
}

impl Lower {
    /// Folds so that timeline and foot keep to a height, where they can.
    fn within(plan: &Plan, room: Option<f64>, kind: Fold, notes: &[String]) -> Result<Self, Error> {
        let (story, size, pack) = (plan.story, plan.size, plan.pack);
        let mut lower = Self { notes: notes.to_vec(), ..Self::default() };
        let Some(room) = room else { return Ok(lower) };
        let mut foot = Sheet::new(story, size.width, pack)?;
        foot.y = 0.0;
        foot.footer(notes);
        lower.wish = (room - foot.y - SECTION).max(1.0);
        lower.folded = fold(story, Some(room), (plan.kind(kind), plan.least.items), |folded| {
            Lower { folded: folded.clone(), ..lower.clone() }.height(story, size.width, pack)
        })?;
        Ok(lower)
    }

    fn apply(&self, sheet: &mut Sheet) {
        sheet.folded = self.folded.clone();
        sheet.wish = self.wish;
    }

    /// The height of timeline and foot, set at the top to learn it.
    fn height(&self, story: &Story, width: f64, pack: &Pack) -> Result<f64, Error> {
        let mut rest = Sheet::new(story, width, pack)?;
        rest.y = 0.0;
        self.apply(&mut rest);
        rest.timeline_part()?;
        rest.footer(&self.notes);
        Ok(rest.y)
    }
}

/// What every layout is given.
struct Plan<'a> {
    story: &'a Story,
    size: Size,
    context: &'a [ContextName],
    pack: &'a Pack,
    /// Where the header ends.
    top: f64,
    /// The notes that a map brings, as far as they can be told before it is drawn.
    notes: Vec<String>,
    least: Least,
    /// Height that is kept free for what only the drawing shows, such as a key beside the map.
    reserve: f64,
}

/// Sets the whole briefing, on a page that is as high as asked for wherever something can be given up for it.
pub(super) fn lay_out<'s>(
    story: &'s Story,
    size: Size,
    context: &[ContextName],
    pack: &Pack,
) -> Result<Sheet<'s>, Error> {
    let head = |deck: bool| -> Result<Sheet<'s>, Error> {
        let mut sheet = Sheet::new(story, size.width, pack)?;
        sheet.deck = deck;
        sheet.header(size.height.is_none_or(|height| height >= CARD));
        Ok(sheet)
    };
    let mut sheet = head(true)?;
    let map_words = Words::from_pack(pack, "map.tsv")?;
    let notes = vec![sheet.words.get("credit-map").to_string(), map_words.get("boundaries").to_string()];
    let mut plan = Plan { story, size, context, pack, top: sheet.y, notes, least: Least::steps(size)[0], reserve: 0.0 };
    let over = |sheet: &Sheet| size.height.map_or(0.0, |height| sheet.y - height);
    let mut best: Option<Sheet> = None;
    for least in Least::steps(size) {
        plan.least = least;
        plan.reserve = 0.0;
        if !least.deck && story.deck.is_some() {
            sheet = head(false)?;
            plan.top = sheet.y;
        }
        // What the first drawing brings beyond its page is foreseen in the second.
        for _ in 0..2 {
            let laid = plan.lay_out(sheet.clone())?;
            let more = over(&laid);
            if more <= SLACK {
                return Ok(laid);
            }
            plan.reserve += more;
            if best.as_ref().is_none_or(|best| laid.y < best.y) {
                best = Some(laid);
            }
        }
    }
    Ok(best.unwrap_or(sheet))
}

impl Plan<'_> {
    /// The first layout that holds the story.
    fn lay_out<'s>(&self, sheet: Sheet<'s>) -> Result<Sheet<'s>, Error> {
        if sheet.narrow {
            return self.stacked(sheet);
        }
        if !self.placed() {
            return self.without_map(sheet);
        }
        let within = |kind| Lower::within(self, self.room(), kind, &self.notes);
        let beside = within(Fold::Few)?;
        let holds = |height: f64| self.height().is_none_or(|page| height <= page);
        let plain = Lower { folded: BTreeSet::new(), ..beside.clone() };
        if holds(self.beside_height(&plain)?) {
            return self.beside(sheet, &plain, 0.0);
        }
        // What folds goes to a page of its own, nearly empty: a lower map and the other layout come first.
        let lowered = self.lowered();
        let all = Lower::within(&lowered, lowered.room(), Fold::Few, &self.notes)?;
        if all.folded.is_empty() && holds(lowered.beside_height(&all)?) {
            return lowered.beside(sheet, &all, 0.0);
        }
        let columns = self.columns_lower(&sheet, Fold::Page)?;
        let whole = Lower { folded: BTreeSet::new(), ..columns.clone() };
        if holds(self.columns_height(&sheet, &whole)?) {
            return self.columns(sheet, &whole);
        }
        if !beside.folded.is_empty() && holds(self.beside_height(&beside)?) {
            return self.beside(sheet, &beside, 0.0);
        }
        let beside = within(Fold::Page)?;
        let (first, second) = (self.beside_height(&beside)?, self.columns_height(&sheet, &columns)?);
        if holds(first) || (first <= second && !holds(second)) {
            return self.beside(sheet, &beside, 0.0);
        }
        self.columns(sheet, &columns)
    }

    /// The same with a map that may be lower than usual, where that saves a page.
    fn lowered(&self) -> Plan<'_> {
        let least = Least { map: self.least.map.min(LOWERED_MAP), ..self.least };
        let &Plan { story, size, context, pack, top, reserve, .. } = self;
        Plan { story, size, context, pack, top, notes: self.notes.clone(), least, reserve }
    }

    /// Whether the text says where anything happened.
    fn placed(&self) -> bool {
        self.story.items.iter().any(|item| !item.places.is_empty())
    }

    /// The height that a layout may take.
    fn height(&self) -> Option<f64> {
        self.size.height.map(|height| height - self.reserve)
    }

    fn kind(&self, kind: Fold) -> Fold {
        if self.size.width < POSTER { Fold::Poster } else { kind }
    }

    /// Sets the sentences that the events stand in where a page that holds all of its story has room down to `bottom`.
    fn quote(&self, sheet: &mut Sheet, place: (f64, f64), bottom: f64) {
        let told = sheet.folded.is_empty() && sheet.told == Shown::all(self.story);
        if !told || !self.story.items.iter().any(is_quoted) {
            return;
        }
        let mut trial = sheet.clone();
        trial.y += ABOVE_PART;
        trial.sentences(self.story, place);
        if trial.y <= bottom {
            trial.quoted = true;
            *sheet = trial;
        }
    }

    fn draw_map(&self, frame: Frame, folded: &BTreeSet<u32>) -> Result<Option<MapDrawing>, Error> {
        let options =
            MapOptions { grows: self.size.height.is_none() && self.size.width < NARROW, ..MapOptions::default() };
        map::draw(&unfolded(self.story, folded), frame, self.context, &options, self.pack)
    }

    /// The room below the lowest map.
    fn room(&self) -> Option<f64> {
        self.height().map(|height| height - self.top - self.least.map - BELOW_MAP)
    }

    fn beside_height(&self, lower: &Lower) -> Result<f64, Error> {
        let below = lower.height(self.story, self.size.width, self.pack)?;
        Ok(self.top + self.least.map + BELOW_MAP + below)
    }

    /// Puts a drawn map on the sheet and returns the notes for the foot.
    fn place(&self, sheet: &mut Sheet, drawing: MapDrawing) -> Vec<String> {
        let mut said: Vec<String> = self.notes.iter().take(1).cloned().collect();
        said.extend(drawing.notes);
        sheet.layer("map", drawing.nodes);
        said
    }

    /// Map and side column beside each other, the timeline below. The map gives up `less` of its height.
    fn beside<'s>(&self, mut sheet: Sheet<'s>, lower: &Lower, less: f64) -> Result<Sheet<'s>, Error> {
        let before = sheet.clone();
        let (story, x, width) = (self.story, sheet.margin, sheet.width);
        let has_side = !story.facts.is_empty() || !story.gaps.is_empty();
        let side_width = if has_side { (width * 0.335).round() } else { 0.0 };
        let map_width = if has_side { width - side_width - GUTTER } else { width };
        let below = lower.height(story, self.size.width, self.pack)?;
        let spare = self.size.height.map_or(USUAL_MAP, |height| height - self.top - below - BELOW_MAP - less);
        let spare = if spare < self.least.map { USUAL_MAP } else { spare };
        let (map_width, side_width, facing) = self.shares((map_width, side_width), spare, lower);
        // A page that grows shows everything.
        let most = if self.size.height.is_some() { spare } else { f64::INFINITY };
        let (shown, side_height) = sheet.shown((side_width, most), facing, self.least.side, self.pack)?;
        let height = spare.max(side_height).min(map_width * 0.7).max(self.least.map).floor();
        let frame = Frame { x, y: self.top, width: map_width, height };
        let Some(drawing) = self.draw_map(frame, &lower.folded)? else { return self.without_map(sheet) };
        lower.apply(&mut sheet);
        let key = drawing.over;
        let said = self.place(&mut sheet, drawing);
        let column = (x + map_width + GUTTER, side_width);
        sheet.side(shown, column, facing);
        if side_width > 0.0 {
            self.quote(&mut sheet, column, frame.y + frame.height);
        }
        sheet.y = sheet.y.max(frame.y + frame.height + key + BELOW_MAP);
        sheet.timeline_part()?;
        foot(&mut sheet, self.size, &said, self.pack)?;
        // The map may bring notes that nobody foresaw: it is drawn again a little lower.
        let over = self.size.height.map_or(0.0, |page| sheet.y - page);
        if over > SLACK && less == 0.0 && frame.height - over >= self.least.map {
            return self.beside(before, lower, over);
        }
        Ok(sheet)
    }

    /// The widths of map and side column. Places below each other would stand in half the world on a map of the usual
    /// width: it gives room to the column, in which facts and gaps then stand beside each other.
    fn shares(&self, usual: (f64, f64), height: f64, lower: &Lower) -> (f64, f64, bool) {
        let whole = usual.0 + usual.1 + GUTTER;
        let frame = Frame { x: 0.0, y: 0.0, width: usual.0, height: height.min(usual.0 * 0.7).max(self.least.map) };
        let facing = !self.story.facts.is_empty() && !self.story.gaps.is_empty();
        let story = unfolded(self.story, &lower.folded);
        match map::regional_width(&story, &frame, whole * LEAST_SHARE).filter(|_| facing) {
            Some(map) => (map, whole - map - GUTTER, true),
            None => (usual.0, usual.1, false),
        }
    }

    /// The sheet of the right column.
    fn right<'s>(&self, sheet: &Sheet<'s>, lower: &Lower) -> Result<Sheet<'s>, Error> {
        let left = (sheet.width * MAP_SHARE).round();
        let mut right = Sheet::new(sheet.story, self.size.width, self.pack)?;
        (right.margin, right.width, right.y) = (sheet.margin + left + GUTTER, sheet.width - left - GUTTER, self.top);
        lower.apply(&mut right);
        // A column is a list, however short: panels need the width of the page.
        right.wish = 0.0;
        Ok(right)
    }

    /// The height of the foot.
    fn foot_height(&self, lower: &Lower) -> Result<f64, Error> {
        let mut foot = Sheet::new(self.story, self.size.width, self.pack)?;
        foot.y = 0.0;
        lower.apply(&mut foot);
        foot.footer(&self.notes);
        // The notes of the timeline may take one line more.
        Ok(foot.y + 15.0)
    }

    /// The height of a page with its timeline at the right, whatever stands at the left.
    fn right_height(&self, sheet: &Sheet, lower: &Lower) -> Result<f64, Error> {
        let mut right = self.right(sheet, lower)?;
        right.timeline_part()?;
        Ok(right.y + self.foot_height(lower)?)
    }

    fn columns_height(&self, sheet: &Sheet, lower: &Lower) -> Result<f64, Error> {
        let left = (sheet.width * MAP_SHARE).round();
        let (_, side) = sheet.shown((left, 0.0), false, self.least.side, self.pack)?;
        let left = self.top + self.least.map + BELOW_MAP + side + AIR + self.foot_height(lower)?;
        Ok(left.max(self.right_height(sheet, lower)?))
    }

    /// Folds so that the right column keeps to the page; the left gets no lower by it.
    fn columns_lower(&self, sheet: &Sheet, kind: Fold) -> Result<Lower, Error> {
        let mut lower = Lower { notes: self.notes.clone(), ..Lower::default() };
        lower.folded = fold(self.story, self.height(), (self.kind(kind), self.least.items), |folded| {
            self.right_height(sheet, &Lower { folded: folded.clone(), ..lower.clone() })
        })?;
        Ok(lower)
    }

    /// Map, facts and gaps at the left, the timeline as a list at the right.
    fn columns<'s>(&self, mut sheet: Sheet<'s>, lower: &Lower) -> Result<Sheet<'s>, Error> {
        let (x, left) = (sheet.margin, (sheet.width * MAP_SHARE).round());
        let mut right = self.right(&sheet, lower)?;
        right.timeline_part()?;
        let end =
            self.size.height.map_or(right.y, |height| right.y.max(height - self.foot_height(lower).unwrap_or(0.0)));
        let room = end - self.top - self.least.map - BELOW_MAP - AIR;
        let (shown, side) = sheet.shown((left, room), false, self.least.side, self.pack)?;
        let height = (end - self.top - BELOW_MAP - side - AIR).min(left * 0.9).max(self.least.map).floor();
        let frame = Frame { x, y: self.top, width: left, height };
        let Some(drawing) = self.draw_map(frame, &lower.folded)? else { return self.without_map(sheet) };
        let over = drawing.over;
        let said = self.place(&mut sheet, drawing);
        sheet.y = frame.y + frame.height + over + BELOW_MAP;
        sheet.side(shown, (x, left), false);
        sheet.y = sheet.y.max(right.y);
        sheet.nodes.append(&mut right.nodes);
        sheet.notes.append(&mut right.notes);
        sheet.folded = right.folded;
        sheet.key_done = right.key_done;
        foot(&mut sheet, self.size, &said, self.pack)?;
        Ok(sheet)
    }

    /// Facts beside gaps, then the timeline.
    fn without_map<'s>(&self, mut sheet: Sheet<'s>) -> Result<Sheet<'s>, Error> {
        let head = sheet.nodes.len();
        // Where places have only folded, a further page speaks of them.
        if !self.story.items.is_empty() && !self.placed() {
            sheet.remark("no-place");
        }
        let set = |shown: Shown| -> Result<(Sheet<'s>, Lower, f64), Error> {
            let mut sheet = sheet.clone();
            sheet.side_by_side(shown);
            let room = self.height().map(|height| height - sheet.y);
            let lower = Lower::within(self, room, Fold::Page, &[])?;
            let below = lower.height(self.story, self.size.width, self.pack)?;
            let over = room.map_or(0.0, |room| below - room);
            Ok((sheet, lower, over))
        };
        let all = Shown::all(self.story);
        let (few_facts, few_gaps) = if self.least.side == 0 { (0, 0) } else { (FEW_FACTS, FEW_GAPS) };
        let (mut sheet, mut lower, over) = set(all)?;
        if !lower.folded.is_empty() || over > 0.0 {
            // Events come before all but the first facts and questions: a further page takes the others.
            let few = Shown { facts: all.facts.min(few_facts), gaps: all.gaps.min(few_gaps) };
            let (shorter, less, still) = set(few)?;
            if less.folded.len() < lower.folded.len() || over > 0.0 && still < over {
                (sheet, lower) = (shorter, less);
            }
        }
        lower.apply(&mut sheet);
        sheet.timeline_part()?;
        if let Some(height) = self.size.height {
            let whole = (sheet.margin, sheet.width);
            self.quote(&mut sheet, whole, height - self.foot_height(&lower)?);
        }
        centre(&mut sheet, head, self.size, self.pack)?;
        foot(&mut sheet, self.size, &[], self.pack)?;
        Ok(sheet)
    }

    /// One part below the other, for narrow pages.
    fn stacked<'s>(&self, mut sheet: Sheet<'s>) -> Result<Sheet<'s>, Error> {
        let (story, x, width) = (self.story, sheet.margin, sheet.width);
        let poster = self.size.height.is_some();
        let high = if poster { self.least.map } else { (width * 0.75).max(self.least.map).round() };
        let frame = Frame { x, y: self.top, width, height: high };
        let mapped = story.items.iter().any(|item| !item.places.is_empty());
        let mut shown = Shown::all(story);
        // A page of fixed height, such as a story for social media, drops the column and folds events.
        if let Some(height) = self.height() {
            let room = height - self.top - if mapped { high + BELOW_MAP } else { 34.0 };
            let mut trial = Sheet::new(story, self.size.width, self.pack)?;
            trial.y = 0.0;
            trial.side(shown, (x, width), false);
            let all = Lower { notes: self.notes.clone(), ..Lower::default() };
            if trial.y + 10.0 + all.height(story, self.size.width, self.pack)? > room {
                shown = Shown { facts: 0, gaps: 0 };
                Lower::within(self, Some(room), Fold::Page, &self.notes)?.apply(&mut sheet);
            }
        }
        let mut said = Vec::new();
        match self.draw_map(frame, &sheet.folded)? {
            Some(drawing) => {
                let over = drawing.over;
                said = self.place(&mut sheet, drawing);
                sheet.y = frame.y + frame.height + over + BELOW_MAP;
            }
            None if !story.items.is_empty() && !self.placed() => sheet.remark("no-place"),
            None => {}
        }
        sheet.side(shown, (x, width), false);
        if shown.facts + shown.gaps > 0 {
            sheet.y += 10.0;
        }
        sheet.timeline_part()?;
        foot(&mut sheet, self.size, &said, self.pack)?;
        Ok(sheet)
    }
}
