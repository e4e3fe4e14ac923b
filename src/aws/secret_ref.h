/* secret_ref.h - the text with which configuration points at a secret that is kept
 * elsewhere, taken apart.
 *
 * Sources: proc_wrapper 6.0.2, config_resolver.py (locations; measured, see
 * tests/unit/aws/secret_ref_test.c); Amazon ECS Developer Guide, "Pass sensitive data to an
 * Amazon ECS container"; AWS CloudFormation User Guide, "Get values stored in other
 * services using dynamic references". */
#ifndef SECLINT_AWS_SECRET_REF_H
#define SECLINT_AWS_SECRET_REF_H

#include "aws/resource_name.h"

typedef enum sl_ref_form {
    SL_REF_LOCATION, /* proc_wrapper: [CODE ":"] address ["!" format] ["|" transform] */
    SL_REF_VALUE_FROM, /* ECS: ARN [":" json-key ":" stage ":" version-id], or a name */
    SL_REF_RESOLVE     /* CloudFormation: {{resolve:service:...}} */
} sl_ref_form;

/* Who is asked. In the order in which proc_wrapper tries them. */
typedef enum sl_provider {
    SL_PROVIDER_PLAIN,
    SL_PROVIDER_ENV,
    SL_PROVIDER_CONFIG,
    SL_PROVIDER_SECRETS_MANAGER,
    SL_PROVIDER_PARAMETER_STORE,
    SL_PROVIDER_APP_CONFIG,
    SL_PROVIDER_S3,
    SL_PROVIDER_FILE,
    SL_PROVIDERS
} sl_provider;

typedef enum sl_transform {
    SL_TRANSFORM_NONE,
    SL_TRANSFORM_SELF,
    SL_TRANSFORM_PATH,   /* JP: */
    SL_TRANSFORM_UNKNOWN /* the whole secret goes to the log with the complaint */
} sl_transform;

typedef enum sl_ref_fault {
    /* locations */
    SL_REF_TRANSFORM_UNKNOWN,
    SL_REF_TRANSFORM_SHORT, /* "|" with less than two characters behind: no transform */
    SL_REF_PATH_EMPTY,
    SL_REF_PATH_ROOTLESS,
    SL_REF_PATH_BROKEN,
    SL_REF_FORMAT_UNKNOWN,
    SL_REF_FORMAT_LATE, /* behind the transform */
    SL_REF_PROVIDER_UNKNOWN,
    SL_REF_ARN_AS_FILE,   /* other partition or service: opened as a file */
    SL_REF_TEXT_AS_FILE,  /* neither code, ARN nor anything like a path */
    SL_REF_NOT_TOP_LEVEL, /* ENV: and CONFIG: in a list of locations */
    SL_REF_APP_CONFIG_PARTS,
    SL_REF_S3_FORM,
    SL_REF_CONFIG_TRANSFORM, /* CONFIG:JP: */
    SL_REF_LOCATION_TAIL,    /* the json key of ECS in a location */
    /* valueFrom */
    SL_REF_TAIL_COLONS,
    SL_REF_STAGE_AND_VERSION, /* also of {{resolve:}} */
    SL_REF_FOREIGN_FORM,      /* a code, format or transform of proc_wrapper */
    SL_REF_SERVICE,           /* an ARN of something that holds no secret for ECS */
    SL_REF_PARAMETER_KEY,     /* a json key of a parameter */
    /* {{resolve:}} */
    SL_REF_RESOLVE_SERVICE,
    SL_REF_RESOLVE_EMPTY,  /* no name or ARN */
    SL_REF_RESOLVE_STRING, /* the third part is SecretString and nothing else */
    SL_REF_RESOLVE_VERSION /* of a parameter: an integer */
} sl_ref_fault;

enum { SL_REF_FAULTS = 4 };

/* All slices point into the text that was read. */
typedef struct sl_secret_ref {
    sl_ref_form form;
    sl_provider provider;
    sl_str whole;
    sl_str code; /* "AWS_SM" in front of it, "ssm-secure" of {{resolve:}}; or empty */
    sl_str address; /* without code, format, transform; with the tail of ECS */
    sl_arn arn;     /* without that tail; whole is empty if the address is none. Each
                     * field may be a placeholder */
    sl_str name;    /* of secret (no suffix), parameter, object, variable, file */
    sl_secret_form secret; /* of the ARN of a secret: COMPLETE, PARTIAL ... */
    sl_str suffix;         /* of a COMPLETE one */
    sl_str json_key; /* what is taken of a JSON object: of ECS, {{resolve:}}, or the
                       * first step of path; or empty */
    sl_str stage;
    sl_str version;
    sl_str format; /* "json", without "!" */
    sl_transform transform;
    sl_str expression; /* all behind "|" */
    sl_str path;       /* behind "JP:", without splat; of CONFIG the address */
    bool splat;        /* "[*]" at the end: always a list */
    struct {
        sl_ref_fault fault;
        sl_str at; /* what is wrong, or all if something is missing */
    } faults[SL_REF_FAULTS];
    size_t faults_len;
} sl_secret_ref;

/* A location of proc_wrapper. top_level: of PROC_WRAPPER_ENV_LOCATIONS and the like,
 * where variables and configuration cannot be asked. */
void sl_ref_location(sl_str text, bool top_level, sl_secret_ref *out);
/* The same for a provider that something else has chosen (procwrapper.h). */
void sl_ref_location_of(sl_provider provider, sl_str text, sl_secret_ref *out);
/* Whom proc_wrapper asks for a location. */
sl_provider sl_ref_provider(sl_str text, bool top_level);

/* A valueFrom of an ECS container definition. */
void sl_ref_value_from(sl_str text, sl_secret_ref *out);

/* The next {{resolve:...}} of secretsmanager, ssm or ssm-secure (or of a service that is
 * nearly called so) at or behind *at, which is moved past it. False, with *at at the
 * end, if there is none. */
bool sl_ref_resolve_next(sl_str text, size_t *at, sl_secret_ref *out);

/* "AWS_SM"; what proc_wrapper calls it */
sl_str sl_provider_code(sl_provider provider);
/* The first version of proc_wrapper that has it, "6.0.0"; "" for the old ones. */
const char *sl_provider_since(sl_provider provider);
/* "Secrets Manager" */
const char *sl_provider_name(sl_provider provider);

/* Does nobody but a template know what it points at? */
bool sl_ref_is_open(const sl_secret_ref *ref);

/* What is wrong and what it should be; never a word of what might be a secret. */
void sl_ref_fault_text(const sl_secret_ref *ref, size_t index, sl_buf *out);

#endif
