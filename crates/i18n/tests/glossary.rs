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
            ("取り消し済み", "アクセス無効化済み"),
        ],
    ),
    (
        "fr",
        &[
            ("'", "’"),
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
        ],
    ),
];

#[test]
fn the_same_thing_has_the_same_word_everywhere() {
    let mut wrong = Vec::new();
    for (language, words) in GLOSSARY {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogues").join(language);
        for entry in fs::read_dir(folder).expect("the catalogues") {
            let path = entry.expect("an entry").path();
            let source = fs::read_to_string(&path).expect("a catalogue");
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                let said = said(line);
                for (word, instead) in words {
                    // What is said instead may hold the word: サーバー does.
                    if said.replace(instead, "").contains(word) {
                        wrong.push(format!("{}: “{word}” is “{instead}” here: {line}", path.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a reader sees of a line, without its key, without the names of its values, and without the labels of other products.
fn said(line: &str) -> String {
    let text = line.split_once(" = ").map_or(line, |(_, text)| text);
    let text = without(text, '‹', '›');
    without(&text, '{', '}')
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
