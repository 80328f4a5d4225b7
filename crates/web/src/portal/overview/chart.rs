//! Small charts of the last days: columns without a script, and their numbers as a table.

use app::overview::Day;
use askama::Template;
use askama::filters::HtmlSafe;
use directory::{EventKind, Timestamp};
use i18n::Language;

/// How wide and high a chart is, in units of its own.
const WIDTH: u64 = 280;
const HEIGHT: u64 = 72;
/// What lies between two columns.
const GAP: u64 = 4;

/// How often something happened on each of the last days.
#[derive(Clone, Debug, Template)]
#[template(path = "portal/chart.html")]
pub(crate) struct Chart {
    id: &'static str,
    title: String,
    /// What can be seen, in a sentence.
    description: String,
    total: String,
    columns: Vec<Column>,
    /// Whether it tells of something that is taken away.
    is_loss: bool,
    day: String,
    count: String,
    as_table: String,
}

impl HtmlSafe for Chart {}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    /// As short as its place is narrow.
    day: String,
    date: String,
    count: u64,
    x: u64,
    y: u64,
    width: u64,
    height: u64,
}

/// What a chart counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Series {
    Added,
    Changed,
    Lost,
    Groups,
}

impl Series {
    const ALL: [Self; 4] = [Self::Added, Self::Changed, Self::Lost, Self::Groups];

    /// Where an event is counted; what is no event of users and groups is in none.
    fn of(kind: EventKind) -> Option<Self> {
        match kind {
            EventKind::UserCreated | EventKind::UserAdopted => Some(Self::Added),
            EventKind::UserUpdated
            | EventKind::UserEnabled
            | EventKind::UserInvited
            | EventKind::UserAccepted
            | EventKind::UserConfirmed
            | EventKind::UserStaged => Some(Self::Changed),
            EventKind::UserDisabled | EventKind::UserDeleted => Some(Self::Lost),
            EventKind::GroupCreated
            | EventKind::GroupUpdated
            | EventKind::GroupAdopted
            | EventKind::GroupMembersChanged
            | EventKind::GroupDeleted => Some(Self::Groups),
            EventKind::UserConfigurationChanged
            | EventKind::ConfigurationCreated
            | EventKind::ConfigurationUpdated
            | EventKind::ConfigurationDeleted
            | EventKind::OrganizationRestored => None,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Added => "chart-added",
            Self::Changed => "chart-changed",
            Self::Lost => "chart-lost",
            Self::Groups => "chart-groups",
        }
    }

    fn title(self, language: Language) -> String {
        match self {
            Self::Added => language.overview_chart_added(),
            Self::Changed => language.overview_chart_changed(),
            Self::Lost => language.overview_chart_lost(),
            Self::Groups => language.overview_chart_groups(),
        }
    }
}

/// The charts of these days.
pub(super) fn all(language: Language, days: &[Day]) -> Vec<Chart> {
    let counts = |series: Series| {
        let of_day = |day: &Day| {
            let counted = day.events.iter().filter(|(kind, _)| Series::of(*kind) == Some(series));
            (day.begins, counted.map(|(_, count)| count).sum())
        };
        days.iter().map(of_day).collect::<Vec<(Timestamp, u64)>>()
    };
    let chart = |series: Series| Chart::of(language, series, &counts(series));
    Series::ALL.into_iter().map(chart).collect()
}

impl Chart {
    fn of(language: Language, series: Series, counts: &[(Timestamp, u64)]) -> Self {
        let total: u64 = counts.iter().map(|(_, count)| count).sum();
        let most = counts.iter().max_by_key(|(_, count)| *count);
        let description = match most.filter(|(_, count)| *count > 0) {
            Some((day, count)) => language.overview_chart_most(total, count, language.day(*day)),
            None => language.overview_chart_nothing(),
        };
        Self {
            id: series.id(),
            title: series.title(language),
            description,
            total: language.overview_number(total),
            columns: columns(language, counts),
            is_loss: series == Series::Lost,
            day: language.overview_chart_day(),
            count: language.overview_chart_count(),
            as_table: language.overview_chart_table(),
        }
    }
}

/// The highest column fills the chart, and whatever happened at all can be seen.
fn columns(language: Language, counts: &[(Timestamp, u64)]) -> Vec<Column> {
    let days = u64::try_from(counts.len()).unwrap_or(1).max(1);
    let (step, most) =
        (WIDTH / days, counts.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1));
    let column = |(place, (day, count)): (u64, &(Timestamp, u64))| {
        let room = HEIGHT - 2;
        let scaled = u128::from(*count) * u128::from(room) / u128::from(most);
        let least = if *count > 0 { 2 } else { 0 };
        let height = u64::try_from(scaled).unwrap_or(room).clamp(least, room);
        Column {
            day: language.day(*day),
            date: language.date(*day),
            count: *count,
            x: place * step + GAP / 2,
            y: HEIGHT - 1 - height,
            width: step.saturating_sub(GAP).max(1),
            height,
        }
    };
    (0..).zip(counts).map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_column_fills_the_chart_and_the_lowest_is_seen() {
        let counts = [0, 1, 1_000_000, u64::MAX].map(|count| (Timestamp::of_day(20_413), count));
        let columns = |counts: &[(Timestamp, u64)]| columns(Language::En, counts);
        let shown = columns(&counts[..3]);
        let sizes: Vec<(u64, u64)> = shown.iter().map(|column| (column.y, column.height)).collect();
        assert_eq!(sizes, [(71, 0), (69, 2), (1, 70)]);
        assert!(columns(&counts).iter().all(|column| column.y + column.height == 71));
        assert!(columns(&[]).is_empty());
        let fortnight = vec![(Timestamp::of_day(20_413), 5); 14];
        assert!(
            columns(&fortnight).iter().all(|column| column.x + column.width <= WIDTH && column.width == 16)
        );
    }

    #[test]
    fn a_day_is_told_in_every_language() {
        let begins = Timestamp::of_day(20_413);
        let events =
            vec![(EventKind::UserCreated, 3), (EventKind::UserAdopted, 1), (EventKind::UserDeleted, 2)];
        let days = [Day { begins, events }];
        let charts = all(Language::En, &days);
        let told: Vec<(&str, &str)> = charts.iter().map(|chart| (chart.id, chart.total.as_str())).collect();
        assert_eq!(
            told,
            [("chart-added", "4"), ("chart-changed", "0"), ("chart-lost", "2"), ("chart-groups", "0")]
        );
        let html = charts[0].render().unwrap();
        assert!(html.contains("<title id=\"chart-added-title\">"), "{html}");
        for (language, day, date) in [
            (Language::En, "Nov 21", "Nov 21, 2025"),
            (Language::Ja, "11月21日", "2025年11月21日"),
            (Language::Fr, "21 nov.", "21 nov. 2025"),
        ] {
            let html = all(language, &days)[0].render().unwrap();
            let told = [
                format!("<title>{day}: 4</title>"),
                format!("<span>{day}</span>"),
                format!("<td>{date}</td>"),
            ];
            assert!(told.iter().all(|told| html.contains(told)), "{html}");
            assert!(charts[0].description.contains("Nov 21") && !html.contains("2025-11"), "{html}");
        }
    }
}
