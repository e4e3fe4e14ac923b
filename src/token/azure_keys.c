/* azure_keys.c - keys of Azure services that Microsoft made identifiable.
 *
 * Base64 of random bytes, a signature of the service at a fixed place, and the
 * little-endian Marvin32 of all before it, with a seed per kind of key. Algorithm and
 * seeds: github.com/microsoft/security-utilities, IdentifiableSecrets and Marvin. */
#include "token/schemes.h"

#include "base/buf.h"
#include "text/encoding.h"

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

static uint32_t rotl(uint32_t value, unsigned count)
{
    return value << count | value >> (32 - count);
}

static void block(uint32_t *p0, uint32_t *p1, uint32_t word)
{
    *p0 += word;
    *p1 ^= *p0;
    *p0 = rotl(*p0, 20) + *p1;
    *p1 = rotl(*p1, 9) ^ *p0;
    *p0 = rotl(*p0, 27) + *p1;
    *p1 = rotl(*p1, 19);
}

/* Up to four bytes, the first lowest. */
static uint32_t word_of(sl_str bytes)
{
    uint32_t word = 0;

    for (size_t i = bytes.len; i-- > 0;)
        word = word << 8 | (uint8_t)bytes.ptr[i];
    return word;
}

static uint32_t marvin32(sl_str seed, sl_str bytes)
{
    uint32_t p1 = __builtin_bswap32(word_of(sl_str_sub(seed, 0, 4)));
    uint32_t p0 = __builtin_bswap32(word_of(sl_str_sub(seed, 4, SEED)));

    for (; bytes.len >= 4; bytes = sl_str_skip(bytes, 4))
        block(&p0, &p1, word_of(sl_str_sub(bytes, 0, 4)));
    block(&p0, &p1, word_of(bytes) | UINT32_C(0x80) << 8 * bytes.len);
    block(&p0, &p1, 0);
    return p0 ^ p1;
}

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
    uint32_t sum = word_of(sl_str_skip(bytes, head.len));

    for (sl_str seeds = sl_str_of(key->seeds); seeds.len;) {
        sl_str seed, rest;

        if (!sl_str_split(seeds, ' ', &seed, &rest)) {
            seed = seeds;
            rest = (sl_str){0};
        }
        if (seed.len == SEED && marvin32(seed, head) == sum)
            return true;
        seeds = rest;
    }
    return false;
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
        sum_holds(key, sl_buf_str(&bytes)))
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
    sum = marvin32(sl_str_of(key->seeds), sl_buf_str(&bytes));
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
