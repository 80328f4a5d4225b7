# What lists have in common.

lists_any = すべて
lists_source = ソース
lists_last_modified = 最終更新
lists_filter = フィルターを適用
lists_clear = フィルターをクリア
lists_sort = 並べ替え:
lists_none_title = 該当するユーザはいません
lists_none_text = 検索する文字を減らすか、フィルターをクリアしてください。
lists_previous = 前へ
lists_next = 次へ
lists_cancel = キャンセル
