/* secret_ref_text.c - what is wrong with a reference, in one sentence. */
#include "aws/secret_ref_work.h"
#include "text/suggest.h"

enum { MAX_SHOWN = 60 };

static sl_str shown(sl_str text)
{
    return sl_str_sub(text, 0, MAX_SHOWN);
}

/* What the transform would be without slips of case, blanks and order. */
static void say_transform(sl_str expression, sl_buf *out)
{
    sl_str plain = sl_str_trim(expression);
    sl_str path = sl_str_skip(plain, 3);

    sl_buf_printf(out, "unknown transform \"|%.*s\": ", sl_fmt(shown(expression)));
    if (sl_str_eq_nocase(plain, sl_lit("SELF")))
        sl_buf_add(out, sl_lit("write |SELF"));
    else if (sl_str_starts_nocase(plain, sl_lit("JP:")))
        sl_buf_printf(out, "write |JP:%.*s", sl_fmt(shown(sl_str_trim(path))));
    else if (plain.len > 0 && plain.ptr[0] == '$')
        sl_buf_printf(out, "write |JP:%.*s", sl_fmt(shown(plain)));
    else
        sl_buf_add(out, sl_lit("only |SELF and |JP: with a JSONPath are known"));
    sl_buf_add(out, sl_lit(", and the whole secret is logged with the failure"));
}

static void say_format(sl_str word, sl_buf *out)
{
    static const char *const formats[] = {"dotenv", "json", "yaml"};
    sl_suggestion near = {.word = word};

    if (sl_str_eq_nocase(word, sl_lit("env")))
        near.best = sl_lit("dotenv");
    else
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
            sl_suggest(&near, sl_str_of(formats[i]));
    sl_buf_printf(out, "unknown format !%.*s, which becomes part of the address: ",
                  sl_fmt(shown(word)));
    if (near.best.len > 0)
        sl_buf_printf(out, "write !%.*s", sl_fmt(near.best));
    else
        sl_buf_add(out, sl_lit("!dotenv, !json and !yaml are known"));
}

/* The code that was meant, by its letters alone. */
static sl_provider meant_provider(sl_str code)
{
    static const struct {
        const char *word;
        sl_provider provider;
    } slips[] = {
        {"AWS_APPCONFIG", SL_PROVIDER_APP_CONFIG},
        {"appconfig", SL_PROVIDER_APP_CONFIG},
        {"secretsmanager", SL_PROVIDER_SECRETS_MANAGER},
        {"secrets-manager", SL_PROVIDER_SECRETS_MANAGER},
        {"AWS_SECRETS_MANAGER", SL_PROVIDER_SECRETS_MANAGER},
        {"AWS_SECRETSMANAGER", SL_PROVIDER_SECRETS_MANAGER},
        {"SECRETS_MANAGER", SL_PROVIDER_SECRETS_MANAGER},
        {"SM", SL_PROVIDER_SECRETS_MANAGER},
        {"awssm", SL_PROVIDER_SECRETS_MANAGER},
        {"aws-sm", SL_PROVIDER_SECRETS_MANAGER},
        {"SSM", SL_PROVIDER_PARAMETER_STORE},
        {"awsssm", SL_PROVIDER_PARAMETER_STORE},
        {"parameter", SL_PROVIDER_PARAMETER_STORE},
        {"AWS_PARAMETER_STORE", SL_PROVIDER_PARAMETER_STORE},
        {"S3", SL_PROVIDER_S3},
    };

    for (sl_provider i = SL_PROVIDER_PLAIN; i < SL_PROVIDERS; i++)
        if (sl_str_eq_nocase(code, sl_provider_code(i)))
            return i;
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (sl_str_eq_nocase(code, sl_str_of(slips[i].word)))
            return slips[i].provider;
    for (sl_provider i = SL_PROVIDER_CONFIG; i < SL_PROVIDERS; i++)
        if (code.len > 3 && sl_edit_distance(code, sl_provider_code(i)) <= 2)
            return i;
    return SL_PROVIDERS;
}

static void say_provider(sl_str code, sl_buf *out)
{
    sl_provider meant = meant_provider(code);

    sl_buf_printf(out, "unknown provider %.*s: proc_wrapper opens it as a file",
                  sl_fmt(shown(code)));
    if (meant < SL_PROVIDERS)
        sl_buf_printf(out, "; the code is %.*s:", sl_fmt(sl_provider_code(meant)));
}

/* An ARN that no prefix of a provider begins. */
static void say_arn(const sl_secret_ref *ref, sl_buf *out)
{
    if (sl_str_eq(ref->arn.service, sl_lit("secretsmanager")) ||
        sl_str_eq(ref->arn.service, sl_lit("ssm"))) {
        bool secret = sl_str_eq(ref->arn.service, sl_lit("secretsmanager"));

        sl_buf_printf(
            out,
            "proc_wrapper takes no ARN of the partition %.*s and opens it as a "
            "file: write %s: in front",
            sl_fmt(shown(ref->arn.partition)), secret ? "AWS_SM" : "AWS_SSM");
        return;
    }
    if (sl_str_eq(ref->arn.service, sl_lit("s3"))) {
        sl_buf_add(out,
                   sl_lit("proc_wrapper opens this ARN as a file: one of S3 begins "
                          "with arn:aws:s3:::"));
        return;
    }
    sl_buf_printf(
        out, "proc_wrapper reads nothing from %.*s and opens the ARN as a file",
        sl_fmt(ref->arn.service.len > 0 ? shown(ref->arn.service) : sl_lit("there")));
}

static void say_tail(const sl_secret_ref *ref, sl_str tail, sl_buf *out)
{
    sl_str key = shown(ref->json_key);

    sl_buf_printf(
        out,
        "\"%.*s\" behind the secret's name is incomplete or too long: ECS wants "
        "all three colons or none, ",
        sl_fmt(shown(tail)));
    if (key.len > 0)
        sl_buf_printf(out, ":%.*s::", sl_fmt(key));
    else
        sl_buf_add(out, sl_lit(":json-key:version-stage:version-id"));
}

static void say_foreign(const sl_secret_ref *ref, sl_buf *out)
{
    sl_buf_add(out, sl_lit("ECS does not know proc_wrapper's form of a location"));
    if (ref->json_key.len > 0)
        sl_buf_printf(out, ": write the ARN and :%.*s:: behind it",
                      sl_fmt(shown(ref->json_key)));
    else
        sl_buf_add(out, sl_lit(": write the ARN alone"));
}

static void say_service(const sl_secret_ref *ref, sl_buf *out)
{
    sl_str service = shown(ref->arn.service);

    if (ref->form == SL_REF_VALUE_FROM)
        sl_buf_printf(
            out,
            "valueFrom names %.*s: ECS takes secrets from secretsmanager and ssm "
            "only",
            sl_fmt(service));
    else
        sl_buf_printf(out, "%s is asked for an ARN of %.*s",
                      sl_provider_name(ref->provider), sl_fmt(service));
}

/* Faults that one sentence tells; %.*s is what is wrong, where may_show allows it. */
static const struct {
    bool may_show;
    const char *text;
} sentences[] = {
    [SL_REF_TRANSFORM_SHORT] = {false,
                                "\"|\" with less than two characters behind it is "
                                "no transform but part of the address"},
    [SL_REF_PATH_EMPTY] = {false,
                           "the JSONPath is empty: write |JP:$.key, or |SELF for "
                           "the whole"},
    [SL_REF_PATH_ROOTLESS] = {true, "the JSONPath %.*s does not begin with $"},
    [SL_REF_PATH_BROKEN] = {true, "%.*s is no JSONPath: write $.key"},
    [SL_REF_FORMAT_LATE] = {true,
                            "!%.*s stands behind the transform: a format belongs in "
                            "front of \"|\""},
    [SL_REF_TEXT_AS_FILE] = {false,
                             "no provider takes this value: proc_wrapper opens it "
                             "as a file"},
    [SL_REF_NOT_TOP_LEVEL] = {true,
                              "a list of locations cannot name %.*s: proc_wrapper "
                              "opens it as a file"},
    [SL_REF_APP_CONFIG_PARTS] = {true,
                                 "the AppConfig location %.*s must have three parts, "
                                 "application/environment/profile"},
    [SL_REF_S3_FORM] = {true,
                        "%.*s names no object of S3: write arn:aws:s3:::bucket/key"},
    [SL_REF_CONFIG_TRANSFORM] = {false, "CONFIG: takes a JSONPath without JP:"},
    [SL_REF_STAGE_AND_VERSION] = {true,
                                  "\"%.*s\" has a version stage and a version id: "
                                  "only one of them may be given"},
    [SL_REF_PARAMETER_KEY] = {true,
                              "\"%.*s\" behind a parameter: parameters of Systems "
                              "Manager have no JSON keys"},
    [SL_REF_RESOLVE_SERVICE] = {true,
                                "{{resolve:%.*s:}} is unknown: secretsmanager, ssm "
                                "and ssm-secure are the services"},
    [SL_REF_RESOLVE_EMPTY] = {false, "{{resolve:}} names nothing"},
    [SL_REF_RESOLVE_STRING] = {true, "%.*s stands where only SecretString may: write "
                                     ":SecretString:key"},
    [SL_REF_RESOLVE_VERSION] = {true,
                                "the version of a parameter is a number, not %.*s"},
};

void sl_ref_fault_text(const sl_secret_ref *ref, size_t index, sl_buf *out)
{
    sl_ref_fault fault = ref->faults[index].fault;
    sl_str at = ref->faults[index].at;

    switch (fault) {
    case SL_REF_TRANSFORM_UNKNOWN:
        if (ref->provider == SL_PROVIDER_PLAIN)
            sl_buf_add(out,
                       sl_lit("\"|\" in a PLAIN: value begins a transform, and none "
                              "is known that reads so"));
        else
            say_transform(at, out);
        break;
    case SL_REF_FORMAT_UNKNOWN: say_format(at, out); break;
    case SL_REF_PROVIDER_UNKNOWN: say_provider(at, out); break;
    case SL_REF_ARN_AS_FILE: say_arn(ref, out); break;
    case SL_REF_TAIL_COLONS: say_tail(ref, at, out); break;
    case SL_REF_FOREIGN_FORM: say_foreign(ref, out); break;
    case SL_REF_SERVICE: say_service(ref, out); break;
    case SL_REF_LOCATION_TAIL:
        sl_buf_printf(
            out,
            "\"%.*s\" is ECS's way to name a JSON key: proc_wrapper wants |JP:$.%.*s",
            sl_fmt(shown(at)), sl_fmt(shown(ref->json_key)));
        break;
    default:
        if (sentences[fault].may_show) {
            const char *text = sentences[fault].text;
            size_t hole = sl_str_find(sl_str_of(text), sl_lit("%.*s"));

            sl_buf_add(out, sl_str_make(text, hole));
            sl_buf_add(out, shown(at));
            sl_buf_add(out, sl_str_of(text + hole + 4));
        } else {
            sl_buf_add(out, sl_str_of(sentences[fault].text));
        }
        break;
    }
}
