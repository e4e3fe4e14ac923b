#include "report/sarif.h"

#include <inttypes.h>
#include <stdio.h>

/* The weaknesses that rules about secrets cite; names of CWE 4.15 in PascalCase,
 * as SARIF wants the names of reporting descriptors. */
static const struct {
    uint32_t cwe;
    const char *name;
} names[] = {
    {200, "ExposureOfSensitiveInformationToAnUnauthorizedActor"},
    {250, "ExecutionWithUnnecessaryPrivileges"},
    {256, "PlaintextStorageOfAPassword"},
    {257, "StoringPasswordsInARecoverableFormat"},
    {259, "UseOfHardCodedPassword"},
    {260, "PasswordInConfigurationFile"},
    {266, "IncorrectPrivilegeAssignment"},
    {269, "ImproperPrivilegeManagement"},
    {284, "ImproperAccessControl"},
    {311, "MissingEncryptionOfSensitiveData"},
    {312, "CleartextStorageOfSensitiveInformation"},
    {319, "CleartextTransmissionOfSensitiveInformation"},
    {321, "UseOfHardCodedCryptographicKey"},
    {326, "InadequateEncryptionStrength"},
    {327, "UseOfABrokenOrRiskyCryptographicAlgorithm"},
    {345, "InsufficientVerificationOfDataAuthenticity"},
    {521, "WeakPasswordRequirements"},
    {522, "InsufficientlyProtectedCredentials"},
    {526, "CleartextStorageOfSensitiveInformationInAnEnvironmentVariable"},
    {527, "ExposureOfVersionControlRepositoryToAnUnauthorizedControlSphere"},
    {532, "InsertionOfSensitiveInformationIntoLogFile"},
    {538, "InsertionOfSensitiveInformationIntoExternallyAccessibleFileOrDirectory"},
    {540, "InclusionOfSensitiveInformationInSourceCode"},
    {547, "UseOfHardCodedSecurityRelevantConstants"},
    {552, "FilesOrDirectoriesAccessibleToExternalParties"},
    {615, "InclusionOfSensitiveInformationInSourceCodeComments"},
    {668, "ExposureOfResourceToWrongSphere"},
    {693, "ProtectionMechanismFailure"},
    {732, "IncorrectPermissionAssignmentForCriticalResource"},
    {778, "InsufficientLogging"},
    {798, "UseOfHardCodedCredentials"},
    {863, "IncorrectAuthorization"},
    {922, "InsecureStorageOfSensitiveInformation"},
    {1188, "InitializationOfAResourceWithAnInsecureDefault"},
};

static const char *name_of(uint32_t cwe)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].cwe == cwe)
            return names[i].name;
    }
    return NULL;
}

static size_t cwe_index(const sl_sarif *log, uint32_t cwe)
{
    size_t i = 0;

    while (log->cwes.at[i] != cwe)
        i++;
    return i;
}

void sl_sarif_relationships(sl_sarif *log, uint32_t cwe)
{
    sl_json *json = &log->json;
    char id[24];

    if (cwe == 0)
        return;
    snprintf(id, sizeof id, "CWE-%" PRIu32, cwe);
    sl_json_key(json, "relationships");
    sl_json_array(json);
    sl_json_object(json);
    sl_json_key(json, "target");
    sl_json_object(json);
    sl_json_pair(json, "id", sl_str_of(id));
    sl_json_pair_int(json, "index", (int64_t)cwe_index(log, cwe));
    sl_json_key(json, "toolComponent");
    sl_json_object(json);
    sl_json_pair(json, "name", sl_lit("CWE"));
    sl_json_pair_int(json, "index", 0);
    sl_json_end_object(json);
    sl_json_end_object(json);
    sl_json_key(json, "kinds");
    sl_json_array(json);
    sl_json_cstr(json, "superset");
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_json_end_array(json);
}

void sl_sarif_collect_cwes(sl_sarif *log)
{
    for (size_t i = 0; i < log->rules.len; i++) {
        uint32_t cwe = log->rules.at[i]->cwe;
        size_t at = 0;

        while (at < log->cwes.len && log->cwes.at[at] < cwe)
            at++;
        if (cwe == 0 || (at < log->cwes.len && log->cwes.at[at] == cwe))
            continue;
        (void)sl_vec_push(&log->cwes);
        for (size_t j = log->cwes.len - 1; j > at; j--)
            log->cwes.at[j] = log->cwes.at[j - 1];
        log->cwes.at[at] = cwe;
    }
}

static void write_taxon(sl_sarif *log, uint32_t cwe)
{
    sl_json *json = &log->json;
    const char *name = name_of(cwe);
    char id[24];

    snprintf(id, sizeof id, "CWE-%" PRIu32, cwe);
    sl_json_object(json);
    sl_json_pair(json, "id", sl_str_of(id));
    if (name)
        sl_json_pair(json, "name", sl_str_of(name));
    sl_buf_clear(&log->text);
    sl_buf_printf(&log->text, "https://cwe.mitre.org/data/definitions/%" PRIu32 ".html",
                  cwe);
    sl_json_pair(json, "helpUri", sl_buf_str(&log->text));
    sl_json_end_object(json);
}

void sl_sarif_taxonomies(sl_sarif *log)
{
    sl_json *json = &log->json;

    if (log->cwes.len == 0)
        return;
    sl_json_key(json, "taxonomies");
    sl_json_array(json);
    sl_json_object(json);
    sl_json_pair(json, "name", sl_lit("CWE"));
    sl_json_pair(json, "version", sl_lit("4.15"));
    sl_json_pair(json, "organization", sl_lit("MITRE"));
    sl_json_pair(json, "informationUri", sl_lit("https://cwe.mitre.org/"));
    sl_sarif_text(log, "shortDescription",
                  sl_lit("The MITRE Common Weakness Enumeration."));
    sl_json_pair_bool(json, "isComprehensive", false);
    sl_json_key(json, "taxa");
    sl_json_array(json);
    for (size_t i = 0; i < log->cwes.len; i++)
        write_taxon(log, log->cwes.at[i]);
    sl_json_end_array(json);
    sl_json_end_object(json);
    sl_json_end_array(json);
}
