/* key_container.c - keystores and other files of keys behind a passphrase. */
#include "check/check.h"
#include "check/key_file.h"

/* All of the file is the secret: nothing of it is quoted. */
void sl_check_key_container(const sl_rule *rule, sl_doc *doc, sl_sink *sink)
{
    sl_key_file file = sl_key_file_of(doc->blob->path, doc->text);
    sl_hit hit = {.rule = rule, .secret = {0, doc->text.len}};

    if (file.what && file.locked)
        sl_sink_hit(sink, doc, &hit, "%s", file.what);
}
