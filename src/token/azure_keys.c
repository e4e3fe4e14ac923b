/* azure_keys.c - keys of Azure services that Microsoft made identifiable.
 *
 * Base64 of random bytes, a signature of the service at a fixed place, and the
 * little-endian Marvin32 of all before it, with a seed per kind of key. Algorithm and
 * seeds: github.com/microsoft/security-utilities, IdentifiableSecrets and Marvin. */
#include "token/schemes.h"

#include "base/buf.h"
#include "text/encoding.h"
#include "token/marvin32.h"

#include <stdio.h>
#include <string.h>

enum { CHECK = 4, SEED = 8 };

typedef struct azure_key {
    const char *signature;
    size_t at;   /* characters before the signature */
    size_t size; /* characters in all */
    const char *service;
    const char *seeds; /* eight characters each, one blank between */
} azure_key;

static const azure_key keys[] = {
    {"+ASt", 76, 88, "Storage", "Default0"},
    {"+ABa", 76, 88, "Batch", "AbAcct00"},
    {"ACDb", 76, 88, "Cosmos DB",
     "MastRO00 MastRW00 SystRO00 SystRW00 Resour00 SysAll00 Encryp00"},
    {"+AMC", 76, 88, "Machine Learning", "Classic0"},
    {"APIM", 76, 88, "API Management", "Tenant00 IoTHub00 Gateway0 GitKey00"},
    {"AzCa", 33, 44, "Cache for Redis", "Access00"},
    {"+ACR", 33, 44, "Container Registry", "ACRDflt0"},
    {"AIoT", 33, 44, "IoT Hub", "IoTHub00 DpsKey00 Device00"},
    {"+ASb", 33, 44, "Service Bus", "Send0000 Listen00 Manage00 System00"},
    {"+AEh", 33, 44, "Event Hubs", "Send0000 Listen00 Manage00 System00"},
    {"+ARm", 33, 44, "Relay", "Send0000 Listen00 Manage00 System00"},
    {"AzFu", 44, 56, "Functions", "Master00 System00 Functi00"},
    {"AzSe", 42, 52, "AI Search", "Query000 PAdmin00"},
};

static const azure_key *find(sl_str token)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const azure_key *key = &keys[i];
        sl_str at = sl_str_sub(token, key->at, key->at + 4);

        if (token.len == key->size && sl_str_eq(at, sl_str_of(key->signature)))
            return key;
    }
    return NULL;
}

static bool sum_holds(const azure_key *key, sl_str bytes)
{
    sl_str head = sl_str_sub(bytes, 0, bytes.len - CHECK);
    uint32_t sum = sl_little_endian(sl_str_skip(bytes, head.len));

    for (sl_str seeds = sl_str_of(key->seeds); seeds.len;) {
        sl_str seed, rest;

        if (!sl_str_split(seeds, ' ', &seed, &rest)) {
            seed = seeds;
            rest = (sl_str){0};
        }
        if (seed.len == SEED && sl_marvin32(seed, head) == sum)
            return true;
        seeds = rest;
    }
    return false;
}

/* Keys of the cache have P for + and F for /, also in their checksum. */
static bool plain_sum_holds(const azure_key *key, sl_str bytes, sl_str token)
{
    sl_buf whole = {0}, text = {0};
    uint32_t sum =
        sl_marvin32(sl_str_of(key->seeds), sl_str_sub(bytes, 0, bytes.len - CHECK));
    bool same;

    sl_buf_add(&whole, sl_str_sub(bytes, 0, bytes.len - CHECK));
    for (unsigned i = 0; i < CHECK; i++)
        sl_buf_char(&whole, (char)(sum >> 8 * i & 0xff));
    sl_base64_encode(sl_buf_str(&whole), false, &text);
    for (size_t i = 0; i < text.len; i++)
        text.ptr[i] = text.ptr[i] == '+' ? 'P' : text.ptr[i] == '/' ? 'F' : text.ptr[i];
    same = sl_str_eq(sl_buf_str(&text), token);
    sl_buf_free(&whole);
    sl_buf_free(&text);
    return same;
}

void sl_azure_key_judge(sl_str token, sl_verdict *out)
{
    const azure_key *key = find(token);
    sl_buf bytes = {0};

    sl_verdict_say(out, SL_VERDICT_NONE, "%s", "");
    if (!key)
        return;
    /* Not every seed is public: a mismatch proves nothing. */
    if (sl_base64_decode(token, &bytes) && bytes.len > CHECK &&
        (sum_holds(key, sl_buf_str(&bytes)) ||
         (sl_str_eq(sl_str_of(key->signature), sl_lit("AzCa")) &&
          plain_sum_holds(key, sl_buf_str(&bytes), token))))
        sl_verdict_say(out, SL_VERDICT_VALID, "Azure %s key, checksum valid",
                       key->service);
    sl_buf_free(&bytes);
}

/* body: the random part of a Storage key. */
bool sl_azure_key_sign(sl_str body, char *out, size_t room)
{
    const azure_key *key = &keys[0];
    sl_buf text = {0}, bytes = {0}, whole = {0};
    bool done = false;
    uint32_t sum;

    sl_buf_add(&text, body);
    sl_buf_add(&text, sl_str_of(key->signature));
    if (body.len != key->at || !sl_base64_decode(sl_buf_str(&text), &bytes))
        goto out;
    sum = sl_marvin32(sl_str_of(key->seeds), sl_buf_str(&bytes));
    for (unsigned i = 0; i < CHECK; i++)
        sl_buf_char(&bytes, (char)(sum >> 8 * i & 0xff));
    sl_base64_encode(sl_buf_str(&bytes), false, &whole);
    done = snprintf(out, room, "%s", whole.ptr + body.len) < (int)room;
out:
    sl_buf_free(&text);
    sl_buf_free(&bytes);
    sl_buf_free(&whole);
    return done;
}
