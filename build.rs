//! Embeds data at build time: the language packs and the gazetteer's tables. Everything is read from this folder; nothing is fetched.

#[path = "gazetteer/compile.rs"]
mod compile;

use std::path::Path;
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    language_packs(Path::new(&root), Path::new(&out));
    let folder = Path::new(&root).join("gazetteer");
    println!("cargo::rerun-if-changed={}", folder.join("overlay").display());
    if let Err(message) = compile::compile(&folder, &Path::new(&out).join("gazetteer")) {
        panic!("{message}");
    }
}

/// Writes the table of every file of every pack, in name order, so that a new language needs no code.
///
/// The files are copied beside the table, which names them by their place in it: a path of this folder in what is compiled
/// would make the binary depend on where it was built.
fn language_packs(root: &Path, out: &Path) {
    let folder = root.join("src/lang/packs");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut code = String::from("&[\n");
    for pack in names(&folder) {
        let inside = folder.join(&pack);
        println!("cargo::rerun-if-changed={}", inside.display());
        code.push_str(&format!("    Pack {{ code: {pack:?}, files: &[\n"));
        for file in names(&inside) {
            let path = inside.join(&file);
            println!("cargo::rerun-if-changed={}", path.display());
            let name = format!("{pack}/{file}");
            let beside = Path::new("packs").join(&pack);
            fs::create_dir_all(out.join(&beside)).expect("the build folder can be written");
            fs::copy(&path, out.join(&beside).join(&file)).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            code.push_str(&format!("        ({name:?}, include_str!({:?})),\n", format!("packs/{name}")));
        }
        code.push_str("    ] },\n");
    }
    code.push_str("]\n");
    fs::write(out.join("packs.rs"), code).expect("the build folder can be written");
}

/// File names in a folder, sorted, so that the build does not depend on the order of the file system.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("a folder entry can be read").file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}
