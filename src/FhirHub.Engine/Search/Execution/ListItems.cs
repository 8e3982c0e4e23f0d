using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Search.Execution;

/// <summary>The items of Lists, https://hl7.org/fhir/R4/search.html#list: what an entry refers to on this server, unless it is marked as deleted.</summary>
/// <param name="finder">Finds the Lists.</param>
/// <param name="own">Tells absolute references to this server.</param>
internal sealed class ListItems(RowFinder finder, OwnReferences own)
{
    /// <summary>Items of all Lists of a condition; they are kept in memory.</summary>
    private const int MostItems = 200_000;

    /// <summary>The keys of the items, as the Lists stand at the reading's moment.</summary>
    /// <exception cref="FhirException">Unprocessable: there are too many.</exception>
    public async Task<HashSet<string>> KeysAsync(MemberOfList member, Reading reading)
    {
        var lists = await finder.AllAsync(new SearchScope(["List"], AllTypes: false), new HasKey(member.Name, member.Lists), 0, reading);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (_, json) in finder.Content.EachAsync(lists, reading))
            AddItems(json.Span, keys);
        return keys;
    }

    private void AddItems(ReadOnlySpan<byte> json, HashSet<string> keys)
    {
        var reader = new Utf8JsonReader(json, ReadLimits.Stored);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isEntry = reader.ValueTextEquals("entry"u8);
            reader.Read();
            if (!isEntry)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                if (KeyOf(ref reader) is { } key && keys.Add(key) && keys.Count > MostItems)
                    throw FhirException.Unprocessable("too-costly", "list-too-large", $"The Lists have more than {MostItems} items; a search cannot go through so many. Search for smaller ones.");
            }
        }
    }

    /// <summary>Of an entry; reads to its end. Null where it is marked as deleted, or refers to nothing here.</summary>
    private string? KeyOf(ref Utf8JsonReader entry)
    {
        string? reference = null;
        bool deleted = false;
        while (entry.Read() && entry.TokenType == JsonTokenType.PropertyName)
        {
            bool isItem = entry.ValueTextEquals("item"u8), isDeleted = entry.ValueTextEquals("deleted"u8);
            entry.Read();
            if (isItem)
                reference = ReferenceOf(ref entry);
            else if (isDeleted)
                deleted = entry.TokenType == JsonTokenType.True;
            else
                entry.Skip();
        }

        return !deleted && reference is not null && ReferenceText.Parse(own.Relative(reference)) is { Base: "" } here ? here.Key : null;
    }

    private static string? ReferenceOf(ref Utf8JsonReader item)
    {
        string? reference = null;
        while (item.Read() && item.TokenType == JsonTokenType.PropertyName)
        {
            bool isReference = item.ValueTextEquals("reference"u8);
            item.Read();
            if (isReference)
                reference = item.GetString();
            else
                item.Skip();
        }

        return reference;
    }
}
