//! The one place where a hash becomes text.

use sha2::{Digest, Sha256};

/// A finished hash in hexadecimal letters.
pub(crate) fn hex(hash: Sha256) -> String {
    letters(&hash.finalize())
}

/// The beginning of a finished hash, so many bytes of it, in hexadecimal letters.
pub(crate) fn short(hash: Sha256, bytes: usize) -> String {
    letters(hash.finalize().get(..bytes).unwrap_or_default())
}

fn letters(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(|half| char::from_digit(u32::from(half), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_hash_of_abc_is_told_in_lower_case_whole_or_its_beginning() {
        let of = || Sha256::new().chain_update("abc");
        assert_eq!(hex(of()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(short(of(), 5), "ba7816bf8f");
    }
}
