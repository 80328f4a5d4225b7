//! What came of a call, in words.

use crate::Language;
use directory::Outcome;
use directory::cause::{Cause, Shape};
use directory::target::Kind;

impl Language {
    /// What came of a call.
    #[must_use]
    pub fn outcome(self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Refused(cause) => self.outcomes_refused(crate::messages::Said(self.cause(cause))),
            Outcome::Created(Kind::User) => self.outcomes_created_user(),
            Outcome::Created(Kind::Group) => self.outcomes_created_group(),
            Outcome::TakenBack => self.outcomes_taken_back(),
            Outcome::Read(Kind::User) => self.outcomes_read_user(),
            Outcome::Read(Kind::Group) => self.outcomes_read_group(),
            Outcome::Listed(kind, total) => self.listed(*kind, *total),
            Outcome::LookedFor { kind, by, found } => self.looked_for(*kind, by, *found),
            Outcome::Updated(kind, attributes) => self.updated(*kind, attributes),
            Outcome::Activated => self.outcomes_activated(),
            Outcome::Deactivated => self.outcomes_deactivated(),
            Outcome::Members { added, removed: 0 } => self.outcomes_added(added),
            Outcome::Members { added: 0, removed } => self.outcomes_removed(removed),
            Outcome::Members { added, removed } => self.outcomes_members(added, removed),
            Outcome::MembersReplaced(members) => self.outcomes_replaced(members),
            Outcome::Deleted(Kind::User) => self.outcomes_deleted_user(),
            Outcome::Deleted(Kind::Group) => self.outcomes_deleted_group(),
            Outcome::Bulk { done, refused } => self.outcomes_bulk(done, refused),
            Outcome::Discovered => self.outcomes_discovered(),
            Outcome::Done => self.outcomes_done(),
        }
    }

    /// Why a call was refused.
    #[must_use]
    pub fn cause(self, cause: &Cause) -> String {
        match cause {
            Cause::Denied(denial) => self.denial(*denial),
            Cause::Gone(Kind::User) | Cause::Missed(Kind::User) => self.causes_gone_user(),
            Cause::Gone(Kind::Group) | Cause::Missed(Kind::Group) => self.causes_gone_group(),
            Cause::DeletedBefore(Kind::User) => self.causes_deleted_user(),
            Cause::DeletedBefore(Kind::Group) => self.causes_deleted_group(),
            Cause::Doubled(kind) => self.causes_doubled(kind.endpoint()),
            Cause::NoAddress => self.causes_no_address(),
            Cause::NoMethod => self.causes_no_method(),
            Cause::Taken(Kind::User) => self.causes_taken_user(),
            Cause::Taken(Kind::Group) => self.causes_taken_group(),
            Cause::Policy(rule) => self.causes_policy(rule),
            Cause::Protected => self.causes_protected(),
            Cause::NoSeat => self.causes_no_seat(),
            Cause::UnknownMember => self.causes_unknown_member(),
            Cause::ChangedMeanwhile => self.causes_changed(),
            Cause::TooLarge => self.causes_too_large(),
            Cause::NotJson => self.causes_not_json(),
            Cause::TooOften => self.causes_too_often(),
            Cause::NotOffered => self.causes_not_offered(),
            Cause::Unavailable => self.causes_unavailable(),
            Cause::Manager(Shape::Text) => self.causes_manager_text(),
            Cause::Manager(Shape::List) => self.causes_manager_list(),
            Cause::ActiveAsText => self.causes_active_text(),
            Cause::Filter => self.causes_filter(),
            Cause::NoTarget => self.causes_no_target(),
            Cause::ReadOnly(attribute) => self.causes_read_only(attribute),
            Cause::UnknownAttribute(attribute) => self.causes_unknown_attribute(attribute),
            Cause::BadValue(attribute) => self.causes_bad_value(attribute),
            Cause::Malformed => self.causes_malformed(),
        }
    }

    fn listed(self, kind: Option<Kind>, total: Option<u64>) -> String {
        match (kind, total) {
            (_, None) => self.outcomes_listed(),
            (Some(Kind::User), Some(total)) => self.outcomes_listed_users(total),
            (Some(Kind::Group), Some(total)) => self.outcomes_listed_groups(total),
            (None, Some(total)) => self.outcomes_listed_all(total),
        }
    }

    fn looked_for(self, kind: Option<Kind>, by: &[String], found: Option<u64>) -> String {
        let by = self.list(by);
        match (kind, found) {
            (_, None) => self.outcomes_looked(by),
            (Some(Kind::User), Some(found)) => self.outcomes_found_users(by, found),
            (Some(Kind::Group), Some(found)) => self.outcomes_found_groups(by, found),
            (None, Some(found)) => self.outcomes_found_all(by, found),
        }
    }

    fn updated(self, kind: Kind, attributes: &[String]) -> String {
        match (kind, attributes) {
            (Kind::User, []) => self.outcomes_updated_user(),
            (Kind::Group, []) => self.outcomes_updated_group(),
            (Kind::User, names) => self.outcomes_changed_user(self.list(names)),
            (Kind::Group, names) => self.outcomes_changed_group(self.list(names)),
        }
    }

    /// Names, one behind the other.
    pub(crate) fn list(self, names: &[String]) -> String {
        let separator = match self {
            Self::En | Self::Fr => ", ",
            Self::Ja => "、",
        };
        names.join(separator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language::{En, Fr, Ja};
    use directory::Denial;

    #[test]
    fn what_came_of_a_call_is_one_line_in_each_language() {
        let by = vec!["userName".to_owned()];
        let looked = |found| Outcome::LookedFor { kind: Some(Kind::User), by: by.clone(), found };
        for (outcome, en, ja, fr) in [
            (Outcome::Created(Kind::User), "Created a user.", "ユーザを作成しました。", "Utilisateur créé."),
            (
                looked(Some(0)),
                "Searched for a user by userName: not found.",
                "userNameでユーザを検索しました: 見つかりませんでした。",
                "Recherche d’un utilisateur par userName\u{a0}: aucun trouvé.",
            ),
            (
                looked(Some(1)),
                "Searched for a user by userName: one found.",
                "userNameでユーザを検索しました: 1件見つかりました。",
                "Recherche d’un utilisateur par userName\u{a0}: un trouvé.",
            ),
            (
                looked(Some(1200)),
                "Searched for users by userName: 1,200 found.",
                "userNameでユーザを検索しました: 1,200件見つかりました。",
                "Recherche d’utilisateurs par userName\u{a0}: 1\u{202f}200 trouvés.",
            ),
            (
                Outcome::Members { added: 3, removed: 0 },
                "Added 3 members.",
                "メンバーを3人追加しました。",
                "3 membres ajoutés.",
            ),
            (
                Outcome::MembersReplaced(0),
                "Removed all members of a group.",
                "グループのメンバーをすべて削除しました。",
                "Tous les membres d’un groupe retirés.",
            ),
            (
                Outcome::Refused(Cause::Taken(Kind::User)),
                "Refused. Another user already has this userName.",
                "拒否しました。同じuserNameのユーザがすでに存在します。",
                "Refusé. Un autre utilisateur a déjà ce userName.",
            ),
            (
                Outcome::Refused(Cause::Denied(Denial::ExpiredToken)),
                "Refused. The token has expired.",
                "拒否しました。トークンの有効期限が切れています。",
                "Refusé. Le jeton a expiré.",
            ),
            (
                Outcome::Updated(Kind::User, vec!["title".to_owned(), "department".to_owned()]),
                "Updated a user: title, department.",
                "ユーザを更新しました: title、department",
                "Utilisateur mis à jour\u{a0}: title, department.",
            ),
        ] {
            assert_eq!([En, Ja, Fr].map(|language| language.outcome(&outcome)), [en, ja, fr]);
        }
    }
}
