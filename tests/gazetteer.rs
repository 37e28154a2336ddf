//! The lint of the gazetteer: every bundled row can be read and makes sense.

use linimasa::place::Gazetteer;

#[test]
fn every_row_of_every_table_is_sound() {
    let faults: Vec<String> = Gazetteer::faults().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_cannot_be_found_is_guessed_by_likeness() {
    let found = Gazetteer::bundled().search("Vostochni", 3);
    assert!(found.iter().any(|place| place.name_id.contains("Vostochny")), "{found:?}");
}
