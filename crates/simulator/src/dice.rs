//! Chance that is the same on every machine and in every version.
//!
//! A second run has to find the people of the first, so the numbers behind a seed must never change.
//! The generators of the usual crates do not promise that; `SplitMix64` is eight lines and fixed for good.

/// A stream of numbers that depends on the seed alone. Not for secrets.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which must not be 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).expect("usize has at most 64 bits");
        usize::try_from(self.roll() % bound).expect("it is below a usize")
    }

    /// One of the items, of which there must be one at least.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Text of that length from the alphabet.
    pub fn text(&mut self, length: usize, alphabet: &[u8]) -> String {
        (0..length).map(|_| char::from(*self.pick(alphabet))).collect()
    }

    /// A random UUID (RFC 9562 §5.4), as Entra ID names its objects.
    pub fn guid(&mut self) -> String {
        let (high, low) = (self.roll(), self.roll());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            0x8000 | ((low >> 48) & 0x3fff),
            low & 0xffff_ffff_ffff
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn a_seed_means_the_same_for_ever() {
        let mut dice = Dice::new(7);
        assert_eq!(dice.roll(), 0x63CB_E1E4_5932_0DD7);
        assert_eq!(Dice::new(1).guid(), Dice::new(1).guid());
        assert_ne!(Dice::new(1).guid(), Dice::new(2).guid());
        let guid = Dice::new(1).guid();
        let lengths: Vec<usize> = guid.split('-').map(str::len).collect();
        assert_eq!((lengths, guid.as_bytes()[14]), (vec![8, 4, 4, 4, 12], b'4'));
    }
}
