/* collect_aws_arn.c - every ARN of a document: in live configuration, or only
 * mentioned. */
#include "aws/arn.h"

#include "check/aws_place.h"
#include "check/check.h"
#include "check/prose.h"

/* Does text[at] stand in a block of prose that can be read as configuration? */
static bool in_passage(const sl_passages *passages, size_t at)
{
    for (size_t i = 0; i < passages->len; i++)
        if (passages->at[i].carrier != SL_CARRIER_WHOLE &&
            at >= passages->at[i].span.start && at < passages->at[i].span.end)
            return true;
    return false;
}

void sl_collect_aws_arn(sl_doc *doc, sl_sink *sink)
{
    sl_passages passages = {0};
    size_t at = 0;
    sl_arn arn;

    while (sl_arn_next(doc->text, &at, &arn)) {
        sl_span span = sl_span_in(doc->text, arn.whole);
        sl_level level = sl_prose_level(doc, span.start, SL_LEVEL_ERROR);
        sl_aws_fact fact = sl_aws_fact_of(doc, false);

        fact.kind = SL_AWS_ARN;
        fact.text = arn.whole;
        fact.commented = level == SL_LEVEL_NOTE;
        if (fact.prose && passages.len == 0)
            passages = sl_doc_passages(doc);
        if (fact.commented || (fact.prose && !in_passage(&passages, span.start)))
            fact.kind = SL_AWS_MENTION;
        sl_sink_aws(sink, span, &fact);
    }
}
