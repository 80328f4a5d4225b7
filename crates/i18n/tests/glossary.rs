//! The same thing has the same word on every page, in every language.

use std::fs;
use std::path::Path;

/// A language, words that it does not use, and what it says instead.
const GLOSSARY: [(&str, &[(&str, &str)]); 3] = [
    (
        "en",
        &[
            ("e-mail", "email"),
            ("E-mail", "Email"),
            ("ogin name", "user name"),
            ("knob", "setting"),
            ("dialect", "compatibility"),
            ("departure", "difference"),
            ("switched o", "enabled, or disabled"),
            ("kept out", "no access"),
            ("omebody", "someone"),
            ("hoever", "users who"),
            ("nvitation again", "resend"),
            ("eanwhile", "in the meantime"),
            ("eactivated here", "what becomes of the user here"),
            ("are active as soon", "have access"),
        ],
    ),
    (
        "ja",
        &[
            ("サーバ", "サーバー"),
            ("ヘッダ", "ヘッダー"),
            ("フィルタ", "フィルター"),
            ("絞り", "フィルター"),
            ("メール アドレス", "メールアドレス"),
            ("ローカル ユーザ", "ローカルユーザ"),
            ("ユーザー", "ユーザ"),
            ("ベアラー トークン", "ベアラートークン"),
            ("ログイン", "サインイン"),
            ("ログアウト", "サインアウト"),
            ("再送信", "再送"),
            ("方言", "互換性"),
            ("宣言", "追加"),
            ("入れ子", "ネスト"),
            ("このインストール", "この環境"),
            ("締め出", "アクセスできなくなる"),
            ("へのアクセスを取り消し", "アクセスを停止する"),
            ("取り消し済み", "アクセス取消済み"),
            ("アクセス無効化", "アクセス取消済み"),
            ("アクセスを無効化", "アクセスを取り消す"),
            ("アクセスが無効化", "アクセスが取り消される"),
            ("フォルダ", "フォルダー"),
            ("コネクタ", "コネクター"),
            ("パラメータ", "パラメーター"),
            ("ほかの", "他の"),
            ("到達", "アクセス"),
            ("環境全体の管理者", "全組織の管理者"),
            ("?", "？"),
            ("(", "（"),
            (")", "）"),
        ],
    ),
    (
        "fr",
        &[
            ("'", "’"),
            ("nnuler l", "défaire, as “Annuler” leaves a page"),
            ("nnulez les", "défaites"),
            (" :", "\u{a0}:"),
            (" ;", "\u{a0};"),
            (" !", "\u{a0}!"),
            (" ?", "\u{a0}?"),
            ("icence", "place"),
            ("tratégie", "politique"),
            ("om affiché", "nom d’affichage"),
            ("Identifiant", "nom d’utilisateur"),
            ("orteur", "Bearer"),
            ("ourrier ", "e-mail"),
            ("ialecte", "compatibilité"),
            ("ommutateur", "option"),
            ("soi-même", "automatiquement"),
            ("défini sur", "est actif, ou inactif"),
        ],
    ),
];

/// Words that lose their end before a vowel.
const ELIDED: [&str; 5] = ["de", "que", "lorsque", "puisque", "jusque"];

/// The values before which French may say “de”: none of them is a name, or it stands in quotes.
const NO_NAMES: [&str; 8] = ["count", "group", "least", "max", "member", "min", "minutes", "most"];

#[test]
fn the_same_thing_has_the_same_word_everywhere() {
    let mut wrong = Vec::new();
    for (language, words) in GLOSSARY {
        for line in lines(language) {
            let said = said(&line);
            for (word, instead) in words {
                // What is said instead may hold the word: サーバー does.
                if said.replace(instead, "").contains(word) {
                    wrong.push(format!("{language}: “{word}” is “{instead}” here: {line}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn japanese_has_no_space_around_other_letters() {
    let japanese = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '～');
    // A value counts as a word, and the label of another product is as its maker writes it.
    let other = |c: char| c.is_ascii_alphanumeric() || "{}`$@/-".contains(c);
    let mut wrong = Vec::new();
    for line in lines("ja") {
        let text: Vec<char> = without(shown(&line), '‹', '›').chars().collect();
        if text
            .windows(3)
            .any(|at| at[1] == ' ' && (japanese(at[0]) && other(at[2]) || other(at[0]) && japanese(at[2])))
        {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// It is “d’Okta”, but “de Google”: a sentence that holds the name of anything avoids both.
#[test]
fn no_french_sentence_needs_an_elision_that_depends_on_a_name() {
    let mut wrong = Vec::new();
    for line in lines("fr") {
        let text = shown(&line);
        for (before, after) in text.match_indices("{ $").map(|(at, _)| text.split_at(at)) {
            let name = after[3..].split(' ').next().expect("a name");
            let word = before.trim_end().rsplit(' ').next().expect("a word");
            let is_elided = ELIDED.iter().any(|elided| word.eq_ignore_ascii_case(elided));
            if (is_elided || word.ends_with("d’") || word.ends_with("qu’")) && !NO_NAMES.contains(&name) {
                wrong.push(format!("“{word}” before the value {name}: {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The lines of a language's catalogues that are no remarks.
fn lines(language: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogues").join(language);
    let files = fs::read_dir(folder).expect("the catalogues").map(|entry| entry.expect("an entry").path());
    files
        .flat_map(|path| {
            let source = fs::read_to_string(path).expect("a catalogue");
            source.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|line| !line.starts_with('#'))
        .collect()
}

/// What a reader sees of a line, without its key, without the names of its values, and without the labels of other products.
fn said(line: &str) -> String {
    let text = without(shown(line), '‹', '›');
    without(&text, '{', '}')
}

/// A line without its key.
fn shown(line: &str) -> &str {
    line.split_once(" = ").map_or(line, |(_, text)| text)
}

/// The text without what stands between the two marks.
fn without(text: &str, open: char, close: char) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for c in text.chars() {
        if c == open {
            inside = true;
        } else if c == close {
            inside = false;
        } else if !inside {
            kept.push(c);
        }
    }
    kept
}
