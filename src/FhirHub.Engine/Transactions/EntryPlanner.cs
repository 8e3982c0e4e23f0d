using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>Understands the entries of one Bundle, https://hl7.org/fhir/R4/http.html#trules.</summary>
internal sealed class EntryPlanner(BundleBody body, PlanSettings settings, FullUrls urls, bool isTransaction)
{
    private readonly ConditionalLinks _conditional = new(settings.Criteria);

    /// <summary>The entry, or its fault.</summary>
    public PlannedEntry Plan(RawEntry entry)
    {
        var planned = new PlannedEntry { Index = entry.Index, Path = entry.Path, Method = entry.Method ?? string.Empty };
        try
        {
            EntryRules.Check(entry);
            var url = InElement(entry, ".request.url", () => EntryUrl.Parse(entry.Url!, settings.BaseUrl));
            return entry.Method switch
            {
                "POST" when url.Segments is [_] && url.Query is null => planned with { Write = Write(entry, Create(entry, url)) },
                "PUT" => planned with { Write = Write(entry, Update(entry, url)) },
                "PATCH" => planned with { Write = Write(entry, Patch(entry, url)) },
                "DELETE" => planned with { Write = Write(entry, Delete(entry, url)) },
                _ => planned with { Request = Request(entry, url) },
            };
        }
        catch (FhirException e)
        {
            return planned with { Fault = EntryFault.In(entry.Path, e) };
        }
    }

    private static TransactionWrite Write(RawEntry entry, TransactionWrite write) => write with { Index = entry.Index, Path = entry.Path };

    private TransactionWrite Create(RawEntry entry, EntryUrl url)
    {
        string type = TypeOf(entry, url);
        var content = Content(entry, type);
        var criteria = entry.IfNoneExist is { } text ? InElement(entry, ".request.ifNoneExist", () => settings.Criteria.Read(type, CriteriaOf(type, text))) : null;
        return PlannedWrites.Create(content.Resource, criteria) with { Content = content };
    }

    private TransactionWrite Update(RawEntry entry, EntryUrl url)
    {
        string type = TypeOf(entry, url);
        var key = InElement(entry, ".request.url", () => url.Key);
        var preconditions = PreconditionsOf(entry);
        var criteria = key is null ? CriteriaOf(entry, url) : null;
        var content = Content(entry, type);
        if (key is { } named)
            CheckId(entry, content.Resource, named);
        var write = key is { } given
            ? PlannedWrites.Update(given, content.Resource, preconditions, settings.UpdateCreate)
            : PlannedWrites.Update(criteria!, content.Resource, preconditions, settings.UpdateCreate);
        return write with { Content = content };
    }

    private TransactionWrite Patch(RawEntry entry, EntryUrl url)
    {
        _ = TypeOf(entry, url);
        var key = InElement(entry, ".request.url", () => url.Key);
        var preconditions = PreconditionsOf(entry);
        var (patch, format, json) = EntryPatch.Read(body, entry, settings);
        var write = key is { } given
            ? PlannedWrites.Patch(given, patch, preconditions, settings.ReadLimits)
            : PlannedWrites.Patch(CriteriaOf(entry, url), patch, preconditions, settings.ReadLimits);
        if (!isTransaction)
            return write;
        var content = PatchWithLinks(entry, format, json);
        return content.Texts.Count == 0 ? write : write with
        {
            Links = content.Links,
            Relinked = targetOf => EntryDecisions.Patch(preconditions, content.Resolve(targetOf), settings.ReadLimits),
        };
    }

    private PatchContent PatchWithLinks(RawEntry entry, PatchFormat format, ReadOnlyMemory<byte> json)
    {
        var document = PatchJson.Read(Utf8Bom.Skip(json).Span, settings.PatchLimits.MaxDepth);
        var texts = new PatchLinkFinder(urls, entry.FullUrl, entry.Path + ".resource").Find(format, document);
        return new PatchContent(format, document, [.. texts.Select(t => t with { Links = _conditional.Understand(t.Links) })], settings.PatchLimits);
    }

    private TransactionWrite Delete(RawEntry entry, EntryUrl url)
    {
        _ = TypeOf(entry, url);
        return InElement(entry, ".request.url", () => url.Key) is { } given
            ? PlannedWrites.Delete(given, PreconditionsOf(entry))
            : PlannedWrites.Delete(CriteriaOf(entry, url), PreconditionsOf(entry), settings.MaxConditionalDeletes);
    }

    private EntryRequest Request(RawEntry entry, EntryUrl url)
    {
        if (entry.Method == "POST" && url.Segments.Count == 0)
            throw EntryFault.In(entry.Path, FhirException.NotSupported("url-unsupported", "A Bundle within a Bundle is not processed."), ".request.url");
        if (entry.Method == "POST" && url.Segments is [_] && !url.Segments[0].StartsWith('$'))
            throw EntryFault.In(entry.Path, FhirException.Invalid("url-invalid", "A creation takes no query; a condition stands in ifNoneExist."), ".request.url");
        if (entry.IfNoneExist is not null)
            throw EntryFault.In(entry.Path, FhirException.Invalid("if-none-exist", "ifNoneExist is for creations."), ".request.ifNoneExist");
        if (entry.Method == "POST" && url.Segments[^1] == "_search")
            throw EntryFault.In(entry.Path, FhirException.NotSupported("url-unsupported", "An entry holds no form for a POST search; search by GET."), ".request.url");
        var resource = entry.Resource.IsEmpty ? null : body.Read(entry, settings.ReadLimits);
        if (resource is { Resource: null })
            throw FhirException.Invalid(resource.Issues);
        return new EntryRequest(url.Relative, entry.IfNoneMatch, EntryRules.ModifiedSince(entry), entry.Resource);
    }

    private static string TypeOf(RawEntry entry, EntryUrl url) => InElement(entry, ".request.url", () => url.Type);

    /// <summary>The resource with the links in it; those that lead nowhere are faults.</summary>
    private EntryContent Content(RawEntry entry, string type)
    {
        var read = body.Read(entry, settings.ReadLimits);
        if (read.Resource is not { } resource)
            throw FhirException.Invalid(read.Issues);
        string path = entry.Path + ".resource";
        if (resource.Type != type)
            throw FhirException.Invalid("type-mismatch", $"The resource is a {resource.Type}, the url asks for a {type}.", path);
        if (!isTransaction)
            return new EntryContent(entry.Resource, resource, []);
        var links = LinkFinder.Find(entry.Resource.Span, resource.Schema, urls, entry.FullUrl, path);
        return new EntryContent(entry.Resource, resource, _conditional.Understand(links));
    }

    private static void CheckId(RawEntry entry, ParsedResource resource, ResourceKey key)
    {
        if (resource.Id is null)
            throw FhirException.Invalid("id-missing", $"The resource has no id; it must be '{key.Id}', as in the url.", entry.Path + ".resource.id");
        if (resource.Id != key.Id)
            throw FhirException.Invalid("id-mismatch", $"The resource's id '{resource.Id}' is not the url's '{key.Id}'.", entry.Path + ".resource.id");
    }

    private Criteria CriteriaOf(RawEntry entry, EntryUrl url) =>
        InElement(entry, ".request.url", () => settings.Criteria.Read(url.Type, url.Query ?? string.Empty));

    /// <summary>ifNoneExist is what follows the question mark; some write the whole URL.</summary>
    private static string CriteriaOf(string type, string text) => text.StartsWith(type + "?", StringComparison.Ordinal) ? text[(type.Length + 1)..] : text.TrimStart('?');

    private static Preconditions PreconditionsOf(RawEntry entry) => new(
        InElement(entry, ".request.ifMatch", () => VersionsOf(entry.IfMatch)),
        InElement(entry, ".request.ifNoneMatch", () => VersionsOf(entry.IfNoneMatch)));

    private static VersionCondition? VersionsOf(string? text) => text is null
        ? null
        : VersionCondition.Parse(text) ?? throw FhirException.Invalid("etag-invalid", $"'{text}' is not a list of version tags such as W/\"3\".");

    private static T InElement<T>(RawEntry entry, string element, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FhirException e)
        {
            throw new FhirException(e.Kind, [.. e.Issues.Select(i => i with { Expression = entry.Path + element })], e);
        }
    }
}
