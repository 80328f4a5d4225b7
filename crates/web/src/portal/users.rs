//! Users > Users: an organization's people.

pub(crate) mod acts;
pub(crate) mod new;
pub(crate) mod runs;

use super::asked::{Asked, address};
use super::listed::{
    Choice, Fields, Head, order, source_name, source_named, source_word, sources, tone, turn,
};
use super::notice::Noticed;
use super::parts::{Pager, Pill, Time};
use super::{Answer, Desk, Frame, Nav, Trouble, page};
use app::crowd::Act;
use app::listing::{self, UserRow};
use askama::Template;
use directory::guard::Wish;
use directory::invitation::InviteStatus;
use directory::{Connection, Role, UserId};
use i18n::Language;
use store::{InvitationKind, PeopleOrder, PeopleQuery, Sorted, Spot, StatusKind, Total};

#[derive(Template)]
#[template(path = "portal/users.html")]
struct Page {
    frame: Frame,
    /// The address of this list.
    here: String,
    rows: Vec<Row>,
    total: String,
    filter: Shown,
    heads: Heads,
    pager: Pager,
    /// What the box says that stands for everybody who is found, where they are more than the page shows, or held.
    everyone: Option<String>,
    /// What is most likely meant for whoever is found.
    first: Act,
    /// Whether nobody is left out, so that an empty list means that there is nobody.
    is_everybody: bool,
}

/// The filter, as its form shows it.
struct Shown {
    text: String,
    statuses: Vec<Choice>,
    invitations: Vec<Choice>,
    sources: Vec<Choice>,
    protected: bool,
    held: bool,
    sort: String,
    /// The same for the forms that act on whoever is found.
    fields: Fields,
}

struct Heads {
    name: Head,
    user_name: Head,
    created: Head,
    last_modified: Head,
}

struct Row {
    id: UserId,
    address: String,
    name: String,
    user_name: String,
    /// The e-mail address, where it is not one of the names.
    email: String,
    status: Pill,
    protected: bool,
    /// What waits for a decision, if anything does.
    held: Option<String>,
    invitation: String,
    source: String,
    created: Time,
    last_modified: Time,
}

/// The list.
pub(crate) async fn list(desk: Desk, asked: Asked, Noticed(notice): Noticed) -> Answer {
    let (org, query) = (desk.org(), query(|name| asked.text(name)));
    let sorted = sorted(asked.text("sort"));
    let turn = turn(&asked, Spot::<UserId>::parse);
    let find = query.clone();
    let found =
        desk.search("list users", move |work| listing::users(work, org, &find, sorted, &turn)).await?;
    let (language, here) = (desk.language(), desk.address("/users"));
    let fields = fields(&query);
    let pager = pager(&here, &fields, sorted, &found);
    // Whoever undoes an accident means all of it, also where they are a page.
    let is_more = pager.previous.is_some() || pager.next.is_some() || query.held;
    let rows = found.leaf.items.into_iter().map(|row| Row::of(&desk, row, &found.connections)).collect();
    Ok(page(&Page {
        frame: desk.frame(Nav::Users).noticing(notice),
        rows,
        total: counted(language, found.total),
        heads: Heads::of(language, &here, &fields, sorted),
        everyone: (is_more && desk.may(Role::Admin)).then(|| everyone(language, found.total)),
        first: first_act(&query),
        is_everybody: fields.is_empty(),
        filter: Shown::of(language, &query, sorted, &found.connections, fields),
        pager,
        here,
    }))
}

impl Page {
    /// What is most likely meant for whoever is found, which has a button of its own.
    fn first_act(&self) -> (&'static str, String) {
        (self.first.as_str(), act_word(self.frame.language, self.first))
    }

    /// What else can be done to whoever is ticked.
    fn acts(&self) -> impl Iterator<Item = (&'static str, String, bool)> {
        let acts = [
            Act::Invite,
            Act::InviteAgain,
            Act::Withdraw,
            Act::Confirm,
            Act::Restore,
            Act::KeepOut,
            Act::Protect,
            Act::Unprotect,
            Act::ApplyHeld,
            Act::Remove,
        ];
        let is_offered = |act: &Act| match act {
            Act::ApplyHeld => self.filter.held && self.frame.may("owner"),
            act => *act != self.first,
        };
        let others = acts.into_iter().filter(is_offered);
        others.map(|act| {
            (act.as_str(), act_word(self.frame.language, act), matches!(act, Act::Remove | Act::ApplyHeld))
        })
    }
}

impl Row {
    fn of(desk: &Desk, row: UserRow, connections: &[Connection]) -> Self {
        let language = desk.language();
        let invitation = match row.invitation {
            InviteStatus::NotInvited => String::new(),
            status => language.invite_status(status),
        };
        let email = row.email.filter(|email| *email != row.user_name && *email != row.name);
        let email = email.unwrap_or_default();
        Self {
            id: row.id,
            address: desk.address(&format!("/users/{}", row.id)),
            name: row.name,
            user_name: row.user_name,
            email,
            status: Pill::new(tone(row.status), language.status(row.status)),
            protected: row.protected,
            held: row.held.map(|wish| held_word(language, wish)),
            invitation,
            source: source_name(language, row.source, connections),
            created: row.created.into(),
            last_modified: row.last_modified.into(),
        }
    }
}

impl Shown {
    fn of(
        language: Language,
        query: &PeopleQuery,
        sorted: Sorted<PeopleOrder>,
        connections: &[Connection],
        fields: Fields,
    ) -> Self {
        let chosen = query.status.map_or("", StatusKind::as_str);
        let statuses = StatusKind::ALL
            .map(|kind| Choice::new(kind.as_str(), status_word(language, kind), chosen))
            .into();
        let chosen = query.invitation.map_or("", InvitationKind::as_str);
        let invitations = InvitationKind::ALL
            .map(|kind| Choice::new(kind.as_str(), invitation_word(language, kind), chosen))
            .into();
        Self {
            text: query.text.clone(),
            statuses,
            invitations,
            sources: sources(language, query.source, connections),
            protected: query.protected,
            held: query.held,
            sort: if sorted == BY_NAME { String::new() } else { sort_word(sorted) },
            fields,
        }
    }
}

impl Heads {
    fn of(language: Language, here: &str, fields: &Fields, sorted: Sorted<PeopleOrder>) -> Self {
        let here = |by: PeopleOrder, word: String| {
            Head::new((here, fields), (order_word(sorted.by), sorted.descending), order_word(by), word)
        };
        Self {
            name: here(PeopleOrder::Name, language.users_name()),
            user_name: here(PeopleOrder::UserName, language.users_user_name()),
            created: here(PeopleOrder::Created, language.users_created()),
            last_modified: here(PeopleOrder::LastModified, language.lists_last_modified()),
        }
    }

    /// How the column is sorted that has two heads.
    fn names_sorted(&self) -> &'static str {
        if self.name.sorted.is_empty() { self.user_name.sorted } else { self.name.sorted }
    }
}

/// What whoever looks for these people most likely means to do.
fn first_act(query: &PeopleQuery) -> Act {
    if query.held {
        return Act::UndoHeld;
    }
    match (query.status, query.invitation) {
        (Some(StatusKind::Accepted), _) => Act::Confirm,
        (Some(StatusKind::Disabled | StatusKind::Revoked), _) => Act::Restore,
        (Some(StatusKind::Confirmed), _) => Act::KeepOut,
        (Some(StatusKind::Invited), _) | (None, Some(_)) => Act::InviteAgain,
        (None, None) | (Some(StatusKind::Staged), _) => Act::Invite,
    }
}

const BY_NAME: Sorted<PeopleOrder> = Sorted { by: PeopleOrder::Name, descending: false };

/// Whom an address or a form means.
pub(super) fn query<'a>(text: impl Fn(&str) -> &'a str) -> PeopleQuery {
    PeopleQuery {
        text: text("q").to_owned(),
        status: StatusKind::parse(text("status")),
        invitation: InvitationKind::parse(text("invitation")),
        source: source_named(text("source")),
        protected: !text("protected").is_empty(),
        held: !text("held").is_empty(),
    }
}

/// The same as fields; nothing where it is everybody.
pub(super) fn fields(query: &PeopleQuery) -> Fields {
    let fields = vec![
        ("q", query.text.clone()),
        ("status", query.status.map_or("", StatusKind::as_str).to_owned()),
        ("invitation", query.invitation.map_or("", InvitationKind::as_str).to_owned()),
        ("source", source_word(query.source)),
        ("protected", if query.protected { "yes" } else { "" }.to_owned()),
        ("held", if query.held { "yes" } else { "" }.to_owned()),
    ];
    fields.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// What is done to each of many, as a button says it.
pub(super) fn act_word(language: Language, act: Act) -> String {
    use directory::life;
    match act {
        Act::Invite => language.act(life::Act::Invite),
        Act::InviteAgain => language.act(life::Act::InviteAgain),
        Act::Withdraw => language.act(life::Act::Withdraw),
        Act::Confirm => language.act(life::Act::Confirm),
        Act::Restore => language.act(life::Act::Reactivate),
        Act::KeepOut => language.act(life::Act::Disable),
        Act::Remove => language.act(life::Act::Remove),
        Act::ApplyHeld => language.users_act_apply_held(),
        Act::UndoHeld => language.users_act_undo_held(),
        Act::Protect => language.users_act_protect(),
        Act::Unprotect => language.users_act_unprotect(),
    }
}

/// What waits for a decision.
pub(super) fn held_word(language: Language, wish: Wish) -> String {
    match wish {
        Wish::KeepOut => language.users_held_access(),
        Wish::Remove => language.users_held_removal(),
    }
}

/// What somebody has to be who does it.
pub(super) fn least_role(act: Act) -> Role {
    if act == Act::ApplyHeld { Role::Owner } else { Role::Admin }
}

/// Refuses whoever has not got that role.
pub(super) fn check_role(desk: &Desk, least: Role) -> Result<(), Trouble> {
    if desk.may(least) { Ok(()) } else { Err(Trouble::Forbidden(least)) }
}

fn status_word(language: Language, kind: StatusKind) -> String {
    match kind {
        StatusKind::Staged => language.words_status_staged(),
        StatusKind::Invited => language.words_status_invited(),
        StatusKind::Accepted => language.words_status_accepted(),
        StatusKind::Confirmed => language.words_status_confirmed(),
        StatusKind::Disabled => language.words_status_disabled(),
        StatusKind::Revoked => language.words_status_revoked(),
    }
}

fn invitation_word(language: Language, kind: InvitationKind) -> String {
    language.invite_status(match kind {
        InvitationKind::Pending => InviteStatus::Pending,
        InvitationKind::Expired => InviteStatus::Expired,
    })
}

fn order_word(by: PeopleOrder) -> &'static str {
    match by {
        PeopleOrder::Name => "name",
        PeopleOrder::UserName => "userName",
        PeopleOrder::Created => "created",
        PeopleOrder::LastModified => "lastModified",
    }
}

fn sorted(text: &str) -> Sorted<PeopleOrder> {
    let (word, descending) = order(text);
    let all = [PeopleOrder::Name, PeopleOrder::UserName, PeopleOrder::Created, PeopleOrder::LastModified];
    all.into_iter().find(|by| order_word(*by) == word).map_or(BY_NAME, |by| Sorted { by, descending })
}

fn sort_word(sorted: Sorted<PeopleOrder>) -> String {
    format!("{}{}", if sorted.descending { "-" } else { "" }, order_word(sorted.by))
}

fn pager(here: &str, fields: &Fields, sorted: Sorted<PeopleOrder>, found: &listing::UserPage) -> Pager {
    let leaf = &found.leaf;
    let to = |name: &'static str, row: Option<&UserRow>| {
        let sort = if sorted == BY_NAME { String::new() } else { sort_word(sorted) };
        let spot = row?.spot(sorted.by).to_string();
        Some(address(here, fields.iter().cloned().chain([("sort", sort), (name, spot)])))
    };
    Pager {
        previous: to("before", leaf.items.first()).filter(|_| leaf.previous),
        next: to("after", leaf.items.last()).filter(|_| leaf.next),
    }
}

fn counted(language: Language, total: Total) -> String {
    match total {
        Total::Exactly(count) => language.users_count(count),
        Total::MoreThan(count) => language.users_count_more(count),
    }
}

fn everyone(language: Language, total: Total) -> String {
    match total {
        Total::Exactly(count) => language.users_everyone(count),
        Total::MoreThan(count) => language.users_everyone_more(count),
    }
}
