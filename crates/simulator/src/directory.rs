//! The provider's own people and groups, made from a seed.
//!
//! The same seed makes the same directory in every run, so that a second run finds what the first has pushed.

mod names;

use crate::dice::Dice;
use std::collections::{BTreeSet, HashMap};

/// Someone at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Person {
    /// The provider's own id: a GUID at Entra ID, `00u…` at Okta.
    pub(crate) object_id: String,
    pub(crate) employee_number: String,
    pub(crate) user_name: String,
    /// Whether there is an e-mail address, which is the user name then. Every tenth person of Entra ID, where accounts
    /// need no mailbox, has none; the other providers give everybody one.
    pub(crate) has_mail: bool,
    /// The local part of the first user name; it stays when the user name changes.
    pub(crate) nickname: String,
    pub(crate) given_name: String,
    pub(crate) family_name: String,
    pub(crate) title: Option<String>,
    pub(crate) department: String,
    pub(crate) language: &'static str,
    pub(crate) work_phone: String,
    pub(crate) mobile_phone: Option<String>,
    pub(crate) address: Option<Address>,
    /// Another person of the directory.
    pub(crate) manager: Option<usize>,
    pub(crate) active: bool,
}

/// Where someone works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) office: &'static str,
    pub(crate) street: &'static str,
    pub(crate) city: &'static str,
    pub(crate) postal_code: &'static str,
    pub(crate) country: &'static str,
}

/// A group at the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Team {
    pub(crate) object_id: String,
    pub(crate) name: String,
    pub(crate) members: BTreeSet<usize>,
}

/// The people and groups of one provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directory {
    /// All that are pushed, and last the one who [leaves](Self::leaver).
    pub(crate) people: Vec<Person>,
    /// All that are pushed, and last the [project](Self::project).
    pub(crate) teams: Vec<Team>,
    domain: String,
}

/// How a provider names its objects.
pub(crate) type NameObject = fn(&mut Dice) -> String;

impl Directory {
    pub(crate) fn new(seed: u64, users: usize, groups: usize, domain: &str, name_object: NameObject) -> Self {
        let mut dice = Dice::new(seed);
        let mut taken = HashMap::new();
        let people: Vec<Person> = (0..=users)
            .map(|number| Person::new(number, domain, &mut dice, &mut taken, name_object))
            .collect();
        let mut teams: Vec<Team> =
            (0..=groups).map(|number| Team::new(number, groups, domain, &mut dice, name_object)).collect();
        for person in 0..users {
            for team in teams_of(person, groups) {
                teams[team].members.insert(person);
            }
        }
        teams[groups].members.extend(0..users.min(3));
        Self { people, teams, domain: domain.to_owned() }
    }

    /// The domain of all user names.
    pub(crate) fn domain(&self) -> &str {
        &self.domain
    }

    /// How many people are pushed and stay.
    pub(crate) fn users(&self) -> usize {
        self.leaver()
    }

    /// How many groups are pushed and stay.
    pub(crate) fn groups(&self) -> usize {
        self.project()
    }

    /// The person who comes only to be deleted again.
    pub(crate) fn leaver(&self) -> usize {
        self.people.len() - 1
    }

    /// The group that is made only to be deleted again.
    pub(crate) fn project(&self) -> usize {
        self.teams.len() - 1
    }

    /// Marries someone: family name, user name and e-mail address become new. Returns how they were before.
    pub(crate) fn marry(&mut self, person: usize) -> Person {
        let before = self.people[person].clone();
        let married = &mut self.people[person];
        married.family_name = format!("{}-Rossi", married.family_name);
        married.user_name = format!("{}-rossi@{}", married.nickname, self.domain);
        before
    }

    /// Gives someone another title and department, and a mobile phone and an office where there was none.
    pub(crate) fn promote(&mut self, person: usize, dice: &mut Dice) {
        let promoted = &mut self.people[person];
        promoted.title = Some(other_than(promoted.title.as_deref(), &names::TITLES, dice));
        promoted.department = other_than(Some(&promoted.department), &names::DEPARTMENTS, dice);
        promoted.mobile_phone.get_or_insert_with(|| phone(dice));
        promoted.address.get_or_insert_with(|| *dice.pick(&names::OFFICES));
    }

    /// Gives someone another family name, and nothing else that could be a key.
    pub(crate) fn rename(&mut self, person: usize, dice: &mut Dice) {
        let renamed = &mut self.people[person];
        let candidates = names::FAMILY.map(|(name, _)| name);
        renamed.family_name = other_than(Some(&renamed.family_name), &candidates, dice);
    }
}

impl Person {
    fn new(
        number: usize,
        domain: &str,
        dice: &mut Dice,
        taken: &mut HashMap<String, usize>,
        name_object: NameObject,
    ) -> Self {
        let (given_name, given_ascii) = *dice.pick(&names::GIVEN);
        let (family_name, family_ascii) = *dice.pick(&names::FAMILY);
        let stem = format!("{given_ascii}.{family_ascii}");
        let namesakes = taken.entry(stem.clone()).or_default();
        *namesakes += 1;
        // No name ends in a digit, so a counted name never meets another one.
        let mut nickname = if *namesakes == 1 { stem } else { format!("{stem}{namesakes}") };
        // Some administrators write names with capitals, and a server has to keep them.
        if number % 7 == 3
            && let Some(first) = nickname.get_mut(..1)
        {
            first.make_ascii_uppercase();
        }
        Self {
            object_id: name_object(dice),
            employee_number: format!("{}", 100_001 + number),
            user_name: format!("{nickname}@{domain}"),
            has_mail: number % 10 != 2,
            nickname,
            given_name: given_name.to_owned(),
            family_name: family_name.to_owned(),
            title: (number % 5 != 4).then(|| (*dice.pick(&names::TITLES)).to_owned()),
            department: (*dice.pick(&names::DEPARTMENTS)).to_owned(),
            language: *dice.pick::<&str>(&names::LANGUAGES),
            work_phone: phone(dice),
            mobile_phone: (!number.is_multiple_of(3)).then(|| phone(dice)),
            address: (!number.is_multiple_of(4)).then(|| *dice.pick(&names::OFFICES)),
            manager: number.checked_sub(1).map(|n| n / 8),
            active: true,
        }
    }

    pub(crate) fn display_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

impl Team {
    fn new(number: usize, groups: usize, domain: &str, dice: &mut Dice, name_object: NameObject) -> Self {
        // The domain's first label keeps the groups of two simulators on one organization apart, because a
        // provider links a group by its name.
        let label = domain.split('.').next().unwrap_or(domain);
        let name = if number == groups {
            format!("{label} Project Aurora")
        } else if number == 0 {
            format!("{label} Everyone")
        } else {
            let place = number - 1;
            let department = names::DEPARTMENTS[place % names::DEPARTMENTS.len()];
            let city = names::OFFICES[place / names::DEPARTMENTS.len() % names::OFFICES.len()].city;
            match place / (names::DEPARTMENTS.len() * names::OFFICES.len()) {
                0 => format!("{label} {department} {city}"),
                round => format!("{label} {department} {city} {}", round + 1),
            }
        };
        Self { object_id: name_object(dice), name, members: BTreeSet::new() }
    }
}

/// Everyone is in the first group, in one of the others, and every third person in one more.
fn teams_of(person: usize, groups: usize) -> BTreeSet<usize> {
    let mut teams = BTreeSet::new();
    if groups > 0 {
        teams.insert(0);
    }
    if groups > 1 {
        teams.insert(1 + person % (groups - 1));
        if person.is_multiple_of(3) {
            teams.insert(1 + (person / 3) % (groups - 1));
        }
    }
    teams
}

fn other_than(current: Option<&str>, candidates: &[&str], dice: &mut Dice) -> String {
    let others: Vec<&str> = candidates.iter().copied().filter(|c| Some(*c) != current).collect();
    (*dice.pick(&others)).to_owned()
}

/// A number from the ranges that are kept for fiction, written as people do: a server may not tidy it.
fn phone(dice: &mut Dice) -> String {
    let number = dice.below(100);
    match dice.below(3) {
        0 => format!("+1 425-555-01{number:02}"),
        1 => format!("+44 (0)1632 9600{number:02}"),
        _ => format!("+33 1 99 00 12 {number:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Directory, teams_of};
    use crate::dice::Dice;
    use std::collections::{BTreeSet, HashSet};

    #[test]
    fn a_seed_makes_the_same_directory_each_time() {
        let directory = Directory::new(3, 20, 4, "acme.example", Dice::guid);
        assert_eq!(directory, Directory::new(3, 20, 4, "acme.example", Dice::guid));
        assert_ne!(directory, Directory::new(4, 20, 4, "acme.example", Dice::guid));
    }

    #[test]
    fn user_names_nicknames_and_group_names_are_unique() {
        let directory = Directory::new(1, 20_000, 600, "acme.example", Dice::guid);
        let user_names: HashSet<&str> = directory.people.iter().map(|p| p.user_name.as_str()).collect();
        let nicknames: HashSet<&str> = directory.people.iter().map(|p| p.nickname.as_str()).collect();
        let team_names: HashSet<&str> = directory.teams.iter().map(|t| t.name.as_str()).collect();
        assert_eq!((user_names.len(), nicknames.len(), team_names.len()), (20_001, 20_001, 601));
        assert!(user_names.iter().all(|name| name.is_ascii()));
        assert!(directory.people.iter().any(|p| !p.given_name.is_ascii()));
        assert!(directory.teams.iter().any(|t| !t.name.is_ascii()));
    }

    #[test]
    fn two_domains_share_no_key() {
        let keys = |domain: &str| -> HashSet<String> {
            let directory = Directory::new(1, 50, 9, domain, Dice::guid);
            let user_names = directory.people.into_iter().map(|p| p.user_name);
            user_names.chain(directory.teams.into_iter().map(|t| t.name)).collect()
        };
        assert!(keys("acme.example").is_disjoint(&keys("globex.example")));
    }

    #[test]
    fn people_are_in_everyone_and_in_a_team_of_their_own() {
        let directory = Directory::new(1, 10, 3, "acme.example", Dice::guid);
        assert_eq!((directory.users(), directory.groups()), (10, 3));
        assert_eq!(directory.teams[0].members, (0..10).collect());
        assert_eq!(directory.teams[2].members, BTreeSet::from([1, 3, 5, 7, 9]));
        assert_eq!(directory.teams[directory.project()].members, BTreeSet::from([0, 1, 2]));
        assert!(teams_of(5, 0).is_empty());
    }

    #[test]
    fn nobody_manages_himself() {
        let directory = Directory::new(1, 40, 0, "acme.example", Dice::guid);
        assert!(directory.people.iter().enumerate().all(|(number, p)| p.manager != Some(number)));
        assert_eq!(directory.people[0].manager, None);
        assert_eq!(directory.people[9].manager, Some(1));
    }

    #[test]
    fn a_promotion_changes_title_and_department_and_fills_gaps() {
        let mut directory = Directory::new(1, 1, 0, "acme.example", Dice::guid);
        let before = directory.people[0].clone();
        assert_eq!((&before.mobile_phone, before.address), (&None, None));
        directory.promote(0, &mut Dice::new(9));
        let after = &directory.people[0];
        assert_ne!(after.title, before.title);
        assert_ne!(after.department, before.department);
        assert!(after.mobile_phone.is_some() && after.address.is_some());
        assert_eq!((&after.user_name, &after.family_name), (&before.user_name, &before.family_name));
    }
}
