/* secret_ref_address.c - what stands behind the provider of a location. */
#include "aws/hole.h"
#include "aws/secret_ref_work.h"
#include "text/suggest.h"

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Is the ARN one of that service, as far as it can be told? */
static bool of_service(const sl_secret_ref *ref, sl_str service)
{
    return sl_str_eq(ref->arn.service, service) || sl_hole_in(ref->arn.service);
}

static void read_secret(sl_secret_ref *ref)
{
    sl_str rest;

    if (!sl_ref_arn(ref, ref->address, &rest))
        ref->name = ref->address;
    else if (!of_service(ref, sl_lit("secretsmanager")))
        sl_ref_fault_add(ref, SL_REF_SERVICE, ref->arn.service);
    if (rest.len == 0)
        return;
    ref->json_key = sl_str_sub(rest, 1, sl_ref_chr(rest, 1, ':'));
    sl_ref_fault_add(ref, SL_REF_LOCATION_TAIL, rest);
}

static void read_parameter(sl_secret_ref *ref)
{
    sl_str rest;

    ref->name = sl_str_drop(ref->address, sl_lit("ssm:"));
    if (!sl_ref_arn(ref, ref->address, &rest))
        return;
    ref->name = sl_str_drop(ref->arn.resource, sl_lit("parameter/"));
    if (!of_service(ref, sl_lit("ssm")))
        sl_ref_fault_add(ref, SL_REF_SERVICE, ref->arn.service);
}

static void read_app_config(sl_secret_ref *ref)
{
    size_t slashes = 0;

    ref->name = sl_str_drop(ref->address, sl_lit("aws:appconfig:"));
    for (size_t at = 0; at < ref->name.len; at++) {
        at = sl_ref_chr(ref->name, at, '/');
        slashes += at < ref->name.len;
    }
    if (slashes != 2 && !sl_ref_is_open(ref))
        sl_ref_fault_add(ref, SL_REF_APP_CONFIG_PARTS, ref->name);
}

static void read_object(sl_secret_ref *ref)
{
    size_t colons = sl_str_find(ref->address, sl_lit(":::"));
    sl_str rest;
    size_t hash;

    ref->name =
        colons == SIZE_MAX ? ref->address : sl_str_skip(ref->address, colons + 3);
    hash = sl_str_chr(ref->name, '#');
    if ((colons == SIZE_MAX || sl_str_chr(ref->name, '/') == SIZE_MAX) &&
        !sl_ref_is_open(ref))
        sl_ref_fault_add(ref, SL_REF_S3_FORM, ref->address);
    sl_ref_arn(ref, sl_str_sub(ref->address, 0, sl_str_chr(ref->address, '#')), &rest);
    if (hash == SIZE_MAX)
        return;
    ref->version = sl_str_skip(ref->name, hash + 1);
    ref->name = sl_str_sub(ref->name, 0, hash);
}

/* The rest is opened as a file because nobody else takes it. */

/* Other systems' schemes; what they name is not looked up either. */
static const char *const foreign[] = {"vault",
                                      "op",
                                      "gcp",
                                      "gcp_sm",
                                      "gsm",
                                      "azure",
                                      "azure_kv",
                                      "keyvault",
                                      "akv",
                                      "doppler",
                                      "ref",
                                      "sops",
                                      "awssm",
                                      "sm",
                                      "ssm",
                                      "aws_ssm",
                                      "s3",
                                      "aws",
                                      "aws-sm",
                                      "k8s",
                                      "http",
                                      "https",
                                      "ftp",
                                      "gs",
                                      "base64",
                                      "awsssm",
                                      "parameter",
                                      "secret",
                                      "secretsmanager",
                                      "secrets-manager",
                                      "appconfig"};

/* The word in front of the first colon, if it may be meant as a provider. */
static sl_str meant_code(sl_str text)
{
    size_t colon = sl_str_chr(text, ':');
    sl_str word = colon == SIZE_MAX ? (sl_str){0} : sl_str_sub(text, 0, colon);
    bool capitals = word.len > 1;

    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];

        if (!is_letter(c) && c != '_' && c != '-' && !(c >= '0' && c <= '9'))
            return (sl_str){0};
        if (c >= 'a' && c <= 'z')
            capitals = false;
    }
    if (capitals || sl_str_among(foreign, sizeof foreign / sizeof *foreign, word) ||
        sl_str_starts(sl_str_skip(text, word.len), sl_lit("://")))
        return word.len > 1 ? word : (sl_str){0};
    for (sl_provider i = 0; i < SL_PROVIDERS && word.len > 2; i++)
        if (sl_edit_distance(word, sl_provider_code(i)) <= 1)
            return word;
    return (sl_str){0};
}

static void read_file(sl_secret_ref *ref, bool top_level)
{
    sl_str address = ref->address;
    sl_str code, rest;

    ref->name = sl_str_drop(address, sl_lit("file://"));
    if (ref->code.len > 0 || ref->name.len < address.len || sl_hole_at(address, 0) > 0)
        return;
    code = meant_code(address);
    if (top_level && sl_ref_provider(address, false) != SL_PROVIDER_FILE)
        sl_ref_fault_add(ref, SL_REF_NOT_TOP_LEVEL, code);
    else if (sl_str_starts_nocase(address, sl_lit("arn:")))
        sl_ref_fault_add(ref, SL_REF_ARN_AS_FILE, address);
    else if (code.len > 0)
        sl_ref_fault_add(ref, SL_REF_PROVIDER_UNKNOWN, code);
    else if (!sl_hole_in(address) && sl_str_chr(address, '/') == SIZE_MAX &&
             sl_str_chr(address, '\\') == SIZE_MAX &&
             sl_str_chr(address, '.') == SIZE_MAX)
        sl_ref_fault_add(ref, SL_REF_TEXT_AS_FILE, address);
    else
        return;
    sl_ref_arn(ref, address, &rest);
}

void sl_ref_read_address(sl_secret_ref *ref, bool top_level)
{
    switch (ref->provider) {
    case SL_PROVIDER_SECRETS_MANAGER: read_secret(ref); break;
    case SL_PROVIDER_PARAMETER_STORE: read_parameter(ref); break;
    case SL_PROVIDER_APP_CONFIG: read_app_config(ref); break;
    case SL_PROVIDER_S3: read_object(ref); break;
    case SL_PROVIDER_FILE: read_file(ref, top_level); break;
    case SL_PROVIDER_ENV: ref->name = ref->address; break;
    case SL_PROVIDER_CONFIG:
        if (sl_str_starts(ref->address, sl_lit("JP:")))
            sl_ref_fault_add(ref, SL_REF_CONFIG_TRANSFORM, ref->address);
        else
            sl_ref_read_path(ref, ref->address);
        break;
    default: break;
    }
}
