using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>References: Reference, canonical, uri, and a resource within another. https://hl7.org/fhir/R4/search.html#reference</summary>
internal sealed class ReferenceSearch(MatchSettings settings) : SearchTypeRules
{
    public const char Whole = '!';
    public const char Identifier = ',';

    // Within the entries of identifiers: the value, whatever its system.
    private const string BareIdentifier = ",\"";

    private readonly OwnReferences _own = new(settings.OwnUrl);

    public override void Index(in ElementValue value, string prefix, EntrySink sink)
    {
        if (value.Type.IsResource)
            Inline(value, prefix, sink);
        else if (value.Type.Is("Reference"))
            Reference(value.Json, prefix, sink);
        else if (value.Type.Is("uri"))
            Canonical(TokenJson.Literal(value.Json), prefix, sink);
    }

    public override EntryCondition Match(MatchRequest request)
    {
        var (parameter, prefix, modifier) = (request.Parameter, request.Prefix, request.Modifier);
        var value = SearchValue.Unescape(request.Value);
        if (value.Length == 0)
            throw SearchFault.Value(Name(request), "", Forms);
        return modifier switch
        {
            null => new EntryCondition { Equal = [.. Targets(request, value).Select(t => EntryText.Of(prefix, Whole, t))] },
            "identifier" => TokenValue.Read(Name(request), request.Value).Condition(prefix, Identifier, BareIdentifier),
            "below" => new CanonicalVersions(Name(request), value).Below(prefix),
            "above" => new CanonicalVersions(Name(request), value).Above(prefix),
            _ when FhirSchema.R4.FindResource(modifier) is { } type => Typed(request, type.Name, value),
            _ => throw SearchFault.Modifier(parameter.Code, modifier, "a resource type, :identifier, :above, :below, :not and :missing"),
        };
    }

    private const string Forms = "not a reference: an id, Type/id, or an absolute URL";

    private static string Name(MatchRequest request) =>
        request.Modifier is { } modifier ? $"{request.Parameter.Code}:{modifier}" : request.Parameter.Code;

    // As a reference is written in a resource: relative where it leads to this server, absolute elsewhere.
    private IEnumerable<string> Targets(MatchRequest request, string value)
    {
        var relative = _own.Relative(value);
        if (ReferenceText.Parse(relative) is { Base: "" } || IsAbsolute(relative))
            return [relative];
        if (!ReferenceText.IsId(value))
            throw SearchFault.Value(Name(request), value, Forms);
        var types = request.Parameter.Targets.Count > 0 ? request.Parameter.Targets : FhirSchema.R4.Resources.Select(t => t.Name);
        return types.Select(type => $"{type}/{value}");
    }

    private EntryCondition Typed(MatchRequest request, string type, string value)
    {
        var targets = request.Parameter.Targets;
        if (targets.Count > 0 && !targets.Contains(type))
            throw SearchFault.Modifier(request.Parameter.Code, type, $"references to {string.Join(", ", targets)}");
        var relative = _own.Relative(value);
        var key = ReferenceText.IsId(relative) ? $"{type}/{relative}" : relative;
        if (ReferenceText.Parse(key) is not { } reference)
            throw SearchFault.Value(Name(request), value, Forms);
        if (reference.Type != type)
            throw SearchFault.Value(Name(request), value, $"a reference to {reference.Type} where one to {type} was asked for");
        return new EntryCondition { Equal = [EntryText.Of(request.Prefix, Whole, key)] };
    }

    private void Reference(ReadOnlySpan<byte> json, string prefix, EntrySink sink)
    {
        var reference = ReferenceMembers.Read(json);
        if (reference.Identifier is { } identifier)
        {
            if (identifier.Value.Length > 0)
                sink.Add(EntryText.Of(prefix, Identifier, BareIdentifier[1..] + identifier.Value.ToLowerInvariant()));
            if (identifier.Value.Length > 0 || identifier.System.Length > 0)
                sink.Add(EntryText.Of(prefix, Identifier, identifier.System, EntryText.Fold(identifier.System, identifier.Value)));
        }
        if (reference.Reference is { Length: > 0 } text && text[0] != '#')
            Literal(text, prefix, sink);
    }

    private void Literal(string text, string prefix, EntrySink sink)
    {
        var relative = _own.Relative(text);
        sink.Add(EntryText.Of(prefix, Whole, relative));
        if (ReferenceText.Parse(relative) is not { } reference)
            return;
        if (reference.Version is not null)
            sink.Add(EntryText.Of(prefix, Whole, reference.Base + reference.Key));
        if (reference.Base.Length == 0)
            sink.AddTarget(reference.Type, reference.Key);
    }

    private void Canonical(string text, string prefix, EntrySink sink)
    {
        if (text.StartsWith('#') || text.Length == 0)
            return;
        if (!text.Contains('|'))
        {
            Literal(text, prefix, sink);
            return;
        }
        sink.Add(EntryText.Of(prefix, Whole, text));
        Literal(text[..text.IndexOf('|', StringComparison.Ordinal)], prefix, sink);
    }

    private static void Inline(in ElementValue resource, string prefix, EntrySink sink)
    {
        if (ResourceJson.TextOf(resource.Json, "id"u8) is { Length: > 0 } id)
            sink.Add(EntryText.Of(prefix, Whole, $"{resource.Type.Name}/{id}"));
    }

    private static bool IsAbsolute(string value) =>
        value.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !value.AsSpan(0, colon).ContainsAny('/', '|', '?');
}
