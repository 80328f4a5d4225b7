# What lists have in common.

lists_any = すべて
lists_source = ソース
lists_last_modified = 最終更新
lists_filter = 絞り込む
lists_clear = 絞り込みを解除
lists_none_title = 一致するユーザはいません
lists_none_text = 検索する文字を減らすか、絞り込みを解除してください。
lists_previous = 前へ
lists_next = 次へ
lists_cancel = キャンセル
