//! The one place where SVG text is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::further::svg_attributes;
use super::outline::outline;
use super::subset::subset;
use super::text::{loaded, written};
use super::{Anchor, Clip, Colour, Face, Fill, Group, Node, Path, Scene, Step, Style, Text, TextStyle, Theme, Tone};

/// A coordinate farther out than this is drawn at this distance: no reader of SVG is asked to count beyond it.
const FARTHEST: f64 = 1_000_000.0;

/// Who made a picture, as its forms say it.
pub(super) const GENERATOR: &str = "linimasa";

/// How a scene is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SvgOptions {
    pub theme: Theme,
    /// Whether the used glyphs are embedded as fonts.
    pub embed_fonts: bool,
}

/// Text safe in content and in quoted attributes; characters that XML 1.0 forbids are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in written(text) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// The part of an attribute name or an `id` that is safe anywhere.
fn token(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

/// A number with up to two decimals and no trailing zeros.
///
/// Marks with a coordinate that is not finite are left out before they come here (see [`is_drawable`]); any other
/// value that is not finite, such as an opacity, is written as zero.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_string();
    }
    let text = format!("{:.2}", value.clamp(-FARTHEST, FARTHEST));
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" || text.is_empty() { "0".to_string() } else { text.to_string() }
}

/// A coordinate in whole tenths.
fn tenths(value: f64) -> i64 {
    (value.clamp(-FARTHEST, FARTHEST) * 10.0).round() as i64
}

/// Writes tenths as a decimal; `apart` keeps them from the number before, where no sign does.
fn push_tenths(out: &mut String, value: i64, apart: bool) {
    if value < 0 {
        out.push('-');
    } else if apart {
        out.push(' ');
    }
    let (whole, part) = (value.unsigned_abs() / 10, value.unsigned_abs() % 10);
    // Writing into a string cannot fail.
    let _ = match (whole, part) {
        (whole, 0) => write!(out, "{whole}"),
        (0, part) => write!(out, ".{part}"),
        (whole, part) => write!(out, "{whole}.{part}"),
    };
}

/// Whether every coordinate of a mark is a finite number: a mark at an invented place would say something false.
fn is_drawable(node: &Node) -> bool {
    let all = |values: &[f64]| values.iter().all(|value| value.is_finite());
    match node {
        Node::Group(group) => match group.clip {
            Some(Clip::Rect { x, y, width, height }) => all(&[x, y, width, height]),
            Some(Clip::Circle { x, y, r }) => all(&[x, y, r]),
            None => true,
        },
        Node::Path(path) => path.steps.iter().all(|step| match *step {
            Step::Move(x, y) | Step::Line(x, y) => all(&[x, y]),
            Step::Cubic(a, b, c, d, x, y) => all(&[a, b, c, d, x, y]),
            Step::Close => true,
        }),
        Node::Rect(rect) => all(&[rect.x, rect.y, rect.width, rect.height]),
        Node::Circle(circle) => all(&[circle.x, circle.y, circle.r]),
        Node::Text(text) => all(&[text.x, text.y, text.style.size, text.style.tracking]),
        Node::Logo(logo) => all(&[logo.x, logo.y, logo.width, logo.height, logo.logo.width, logo.logo.height]),
    }
}

pub(super) fn family(face: Face) -> (&'static str, &'static str, u16, &'static str) {
    match face {
        Face::Regular => ("Linimasa Inter", "sans-serif", 400, "normal"),
        Face::Bold => ("Linimasa Inter", "sans-serif", 700, "normal"),
        Face::Italic => ("Linimasa Inter", "sans-serif", 400, "italic"),
        Face::Serif => ("Linimasa Source Serif", "serif", 600, "normal"),
    }
}

/// How text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lettering {
    /// As text in fonts that are in the file.
    Embedded,
    /// As text in fonts that are only named.
    Named,
    /// As outlines of its glyphs.
    Outlines,
}

struct Writer {
    theme: Theme,
    lettering: Lettering,
    body: String,
    defs: String,
    clips: usize,
    fades: Vec<(Tone, String, String)>,
    used: BTreeMap<Face, BTreeSet<char>>,
}

impl Writer {
    fn put(&mut self, text: std::fmt::Arguments) {
        // Writing into a string cannot fail.
        let _ = self.body.write_fmt(text);
    }

    fn colour(&self, tone: Tone) -> Colour {
        self.theme.colour(tone)
    }

    fn fade(&mut self, fill: &Fill, from: f64, to: f64) -> usize {
        let key = (fill.tone, number(from), number(to));
        if let Some(at) = self.fades.iter().position(|known| *known == key) {
            return at;
        }
        let at = self.fades.len();
        let colour = self.colour(fill.tone);
        let _ = writeln!(
            self.defs,
            "<linearGradient id=\"fade-{at}\" gradientUnits=\"userSpaceOnUse\" x1=\"{}\" y1=\"0\" x2=\"{}\" y2=\"0\">\
             <stop offset=\"0\" stop-color=\"#{colour}\" stop-opacity=\"0\"/><stop offset=\"1\" stop-color=\"#{colour}\"/>\
             </linearGradient>",
            key.1, key.2
        );
        self.fades.push(key);
        at
    }

    fn style(&mut self, style: &Style) {
        match &style.fill {
            None => self.put(format_args!(" fill=\"none\"")),
            Some(fill) => {
                match fill.fade {
                    Some((from, to)) => {
                        let at = self.fade(fill, from, to);
                        self.put(format_args!(" fill=\"url(#fade-{at})\""));
                    }
                    None => self.put(format_args!(" fill=\"#{}\"", self.theme.colour(fill.tone))),
                }
                if fill.opacity < 1.0 {
                    self.put(format_args!(" fill-opacity=\"{}\"", number(fill.opacity.max(0.0))));
                }
            }
        }
        if let Some(stroke) = &style.stroke {
            let colour = self.colour(stroke.tone);
            self.put(format_args!(" stroke=\"#{colour}\" stroke-width=\"{}\"", number(stroke.width)));
            if stroke.opacity < 1.0 {
                self.put(format_args!(" stroke-opacity=\"{}\"", number(stroke.opacity.max(0.0))));
            }
            if stroke.dash != (0.0, 0.0) {
                let (dash, gap) = stroke.dash;
                self.put(format_args!(" stroke-dasharray=\"{} {}\"", number(dash), number(gap)));
            }
            if stroke.round {
                self.put(format_args!(" stroke-linecap=\"round\" stroke-linejoin=\"round\""));
            }
        }
    }

    fn node(&mut self, node: &Node) {
        if !is_drawable(node) {
            return;
        }
        match node {
            Node::Group(group) => self.group(group),
            Node::Path(path) => self.path(path),
            Node::Rect(rect) => {
                self.put(format_args!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                    number(rect.x),
                    number(rect.y),
                    number(rect.width.max(0.0)),
                    number(rect.height.max(0.0))
                ));
                if rect.radius > 0.0 {
                    self.put(format_args!(" rx=\"{}\"", number(rect.radius)));
                }
                self.style(&rect.style);
                self.body.push_str("/>\n");
            }
            Node::Circle(circle) => {
                let (x, y, r) = (number(circle.x), number(circle.y), number(circle.r.max(0.0)));
                self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\""));
                self.style(&circle.style);
                self.body.push_str("/>\n");
            }
            Node::Text(text) => self.text(text),
            Node::Logo(mark) => {
                let sides = [mark.x, mark.y, mark.width, mark.height, mark.logo.width, mark.logo.height].map(number);
                let [x, y, width, height, natural_width, natural_height] = sides;
                self.put(format_args!(
                    "<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {natural_width} \
                     {natural_height}\" aria-hidden=\"true\">{}</svg>\n",
                    mark.logo.shapes
                ));
            }
        }
    }

    fn group(&mut self, group: &Group) {
        self.body.push_str("<g");
        if !group.id.is_empty() {
            self.put(format_args!(" id=\"{}\"", token(&group.id)));
        }
        if !group.label.is_empty() {
            self.put(format_args!(" inkscape:groupmode=\"layer\" inkscape:label=\"{}\"", escape(&group.label)));
        }
        if !group.class.is_empty() {
            self.put(format_args!(" class=\"{}\"", escape(&group.class)));
        }
        let mut seen = BTreeSet::new();
        for (name, value) in &group.data {
            let name = token(name).to_ascii_lowercase();
            if !name.is_empty() && seen.insert(name.clone()) {
                self.put(format_args!(" data-{name}=\"{}\"", escape(value)));
            }
        }
        if let Some(clip) = &group.clip {
            let at = self.clips;
            self.clips += 1;
            let shape = match *clip {
                Clip::Rect { x, y, width, height } => format!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                    number(x),
                    number(y),
                    number(width.max(0.0)),
                    number(height.max(0.0))
                ),
                Clip::Circle { x, y, r } => {
                    format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>", number(x), number(y), number(r.max(0.0)))
                }
            };
            let _ = writeln!(self.defs, "<clipPath id=\"clip-{at}\">{shape}</clipPath>");
            self.put(format_args!(" clip-path=\"url(#clip-{at})\""));
        }
        self.body.push_str(">\n");
        if !group.title.is_empty() {
            self.put(format_args!("<title>{}</title>\n", escape(&group.title)));
        }
        for child in &group.children {
            self.node(child);
        }
        self.body.push_str("</g>\n");
    }

    fn path(&mut self, path: &Path) {
        // A path that does not start with a move is an error to a reader.
        if !matches!(path.steps.first(), Some(Step::Move(..))) {
            return;
        }
        self.body.push_str("<path");
        self.short_steps(&path.steps);
        if path.style.fill.is_some() {
            self.body.push_str(" fill-rule=\"evenodd\"");
        }
        self.style(&path.style);
        self.body.push_str("/>\n");
    }

    fn steps(&mut self, steps: &[Step]) {
        self.body.push_str(" d=\"");
        for step in steps {
            match *step {
                Step::Move(x, y) => self.put(format_args!("M{} {}", number(x), number(y))),
                Step::Line(x, y) => self.put(format_args!("L{} {}", number(x), number(y))),
                Step::Cubic(a, b, c, d, x, y) => {
                    let [a, b, c, d, x, y] = [a, b, c, d, x, y].map(number);
                    self.put(format_args!("C{a} {b} {c} {d} {x} {y}"));
                }
                Step::Close => self.body.push('Z'),
            }
        }
        self.body.push('"');
    }

    /// Steps on a grid of tenths of a pixel, each from the one before: outlines of land are most of a map's bytes. Steps
    /// are differences of rounded places, so that no error adds up.
    fn short_steps(&mut self, steps: &[Step]) {
        let grid = |x: f64, y: f64| (tenths(x), tenths(y));
        let mut out = String::with_capacity(steps.len() * 8);
        let (mut here, mut start) = ((0, 0), (0, 0));
        let mut command = ' ';
        for step in steps {
            let (next, points) = match *step {
                Step::Move(x, y) if command == ' ' => ('M', vec![grid(x, y)]),
                Step::Move(x, y) => ('m', vec![grid(x, y)]),
                Step::Line(x, y) => ('l', vec![grid(x, y)]),
                Step::Cubic(a, b, c, d, x, y) => ('c', vec![grid(a, b), grid(c, d), grid(x, y)]),
                Step::Close => {
                    out.push('z');
                    (here, command) = (start, 'z');
                    continue;
                }
            };
            // A line to the same place says nothing, unless it is all that there is.
            if next == 'l' && points.last() == Some(&here) && command == 'l' {
                continue;
            }
            let named = next != command || next == 'm';
            if named {
                out.push(next);
            }
            for (index, (x, y)) in points.iter().enumerate() {
                let first = index == 0 && named;
                push_tenths(&mut out, x - here.0, !first);
                push_tenths(&mut out, y - here.1, true);
            }
            command = next;
            here = points.last().copied().unwrap_or(here);
            if matches!(next, 'M' | 'm') {
                start = here;
            }
        }
        self.put(format_args!(" d=\"{out}\""));
    }

    /// Fill of letters and the halo behind them.
    fn ink(&mut self, style: &TextStyle) {
        self.put(format_args!(" fill=\"#{}\"", self.theme.colour(style.tone)));
        if let Some((tone, width)) = style.halo {
            self.put(format_args!(
                " stroke=\"#{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                self.theme.colour(tone),
                number(width)
            ));
        }
    }

    /// A line of text as outlines; the words stay as its name for those who hear the picture.
    fn outlined(&mut self, text: &Text) {
        let steps = outline(text);
        if steps.is_empty() {
            return;
        }
        self.put(format_args!("<path role=\"img\" aria-label=\"{}\"", escape(&text.text)));
        self.steps(&steps);
        self.ink(&text.style);
        self.body.push_str("/>\n");
    }

    fn text(&mut self, text: &Text) {
        if self.lettering == Lettering::Outlines {
            return self.outlined(text);
        }
        let style = &text.style;
        let (name, generic, weight, slant) = family(style.face);
        self.put(format_args!(
            "<text x=\"{}\" y=\"{}\" font-family=\"'{name}', {generic}\" font-size=\"{}\" font-weight=\"{weight}\"",
            number(text.x),
            number(text.y),
            number(style.size)
        ));
        if slant != "normal" {
            self.put(format_args!(" font-style=\"{slant}\""));
        }
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.body.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.body.push_str(" text-anchor=\"end\""),
        }
        if style.tracking != 0.0 {
            self.put(format_args!(" letter-spacing=\"{}\"", number(style.tracking * style.size)));
        }
        self.ink(style);
        self.put(format_args!(">{}</text>\n", escape(&text.text)));
        self.used.entry(style.face).or_default().extend(written(&text.text));
    }

    fn fonts(&self) -> String {
        font_faces(&self.used)
    }
}

/// The `@font-face` rules of the bundled faces, each cut down to the characters that are used.
pub fn font_faces(used: &BTreeMap<Face, BTreeSet<char>>) -> String {
    let mut out = String::new();
    for (face, characters) in used {
        let (name, _, weight, slant) = family(*face);
        if let Some(data) = subset(loaded(*face).data, characters) {
            let _ = writeln!(
                out,
                "@font-face{{font-family:'{name}';font-weight:{weight};font-style:{slant};\
                     src:url(data:font/ttf;base64,{}) format('truetype')}}",
                STANDARD.encode(data)
            );
        }
    }
    out
}

/// Writes a scene as an SVG document.
pub fn write_svg(scene: &Scene, options: SvgOptions) -> String {
    let lettering = if options.embed_fonts { Lettering::Embedded } else { Lettering::Named };
    document(scene, options.theme, lettering)
}

/// Writes a scene as an SVG document whose letters are outlines, for programs that know no embedded fonts.
pub fn write_svg_outlines(scene: &Scene, theme: Theme) -> String {
    document(scene, theme, Lettering::Outlines)
}

fn document(scene: &Scene, theme: Theme, lettering: Lettering) -> String {
    let mut writer = Writer {
        theme,
        lettering,
        body: String::new(),
        defs: String::new(),
        clips: 0,
        fades: Vec::new(),
        used: BTreeMap::new(),
    };
    for node in &scene.root {
        writer.node(node);
    }
    let fonts = if lettering == Lettering::Embedded { writer.fonts() } else { String::new() };
    let (width, height) = (number(scene.width.max(0.0)), number(scene.height.max(0.0)));
    let lang = token(&scene.lang);
    let background = theme.colour(Tone::Background);
    let defs = if writer.defs.is_empty() { String::new() } else { format!("<defs>\n{}</defs>\n", writer.defs) };
    let style = match lettering {
        Lettering::Outlines => String::new(),
        _ => format!("<style>\n{fonts}text{{font-kerning:none;font-variant-ligatures:none}}\n</style>\n"),
    };
    // A further page says that it is one, so that it can be told from a picture of its own.
    let page = svg_attributes(scene.page);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" role=\"img\" lang=\"{lang}\" \
         xml:lang=\"{lang}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"{page}>\n\
         <title>{}</title>\n<desc>{}</desc>\n\
         {style}{defs}\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#{background}\"/>\n{}</svg>\n",
        escape(&scene.title),
        escape(&scene.desc),
        writer.body
    )
}

#[cfg(test)]
#[path = "svg_tests.rs"]
mod tests;
