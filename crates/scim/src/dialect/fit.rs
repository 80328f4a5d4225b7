//! Which profile fits what a client has really sent.

use super::{Dialect, Profile, Switch, Tolerance};

/// What the requests of a connection say about its dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The connection's own profile while it has all that was needed: what a provider is known to send is more than what it
    /// has sent so far. Otherwise, and for a client of which nothing is known, the one that has all that was needed, and
    /// the fewest other tolerances.
    pub profile: Profile,
    /// What was needed and is not in that profile, so that the connection must have it switched on.
    pub besides: Vec<Switch>,
    /// Tolerances of the connection that nothing has needed.
    pub unneeded: Vec<Switch>,
}

impl Dialect {
    /// Tells from the tolerances that were needed so far which profile fits, and what the connection could do without.
    ///
    /// ```
    /// use scim::dialect::{Dialect, Profile, Tolerance};
    ///
    /// let fit = Dialect::GENERIC.fit([Tolerance::RemoveValues, Tolerance::UnquotedLiteral]);
    /// assert_eq!(fit.profile, Profile::Authentik);
    /// ```
    #[must_use]
    pub fn fit(&self, seen: impl IntoIterator<Item = Tolerance>) -> Fit {
        let needed = seen.into_iter().filter_map(Tolerance::switch).fold(0, |set, switch| set | switch.bit());
        let tolerances = Tolerance::ALL.iter().filter_map(|t| t.switch()).fold(0, |set, s| set | s.bit());
        // Of what no profile has, no profile lacks it more than another one.
        let anywhere = Profile::ALL.iter().fold(0, |set, profile| set | profile.switches());
        let lacks = |profile: &Profile| (needed & anywhere & !profile.switches()).count_ones();
        let spares = |profile: &Profile| (tolerances & profile.switches() & !needed).count_ones();
        let is_known = self.profile != Profile::Generic || needed == 0;
        let profile = if is_known && lacks(&self.profile) == 0 {
            self.profile
        } else {
            let best = Profile::ALL.into_iter().min_by_key(|profile| (lacks(profile), spares(profile)));
            best.unwrap_or(self.profile)
        };
        let among =
            |set: u32| Switch::ALL.into_iter().filter(move |switch| set & switch.bit() != 0).collect();
        Fit {
            profile,
            besides: among(needed & !profile.switches()),
            unneeded: among(self.switches & tolerances & !needed),
        }
    }
}
