using System.Globalization;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Transactions;

/// <summary>What an entry must and must not hold, by its method: https://hl7.org/fhir/R4/bundle.html.</summary>
internal static class EntryRules
{
    /// <exception cref="FhirException">Invalid: the first rule that is broken.</exception>
    public static void Check(RawEntry entry)
    {
        if (entry.Method is null || entry.Url is null)
            throw Fault(entry, ".request", "required", "request-missing", "An entry of a batch or transaction needs a request with method and url.");
        if (entry.OfAnswers is [var answer, ..])
            throw Fault(entry, "." + answer, "invariant", "entry-element", $"{answer} belongs to answers, not to requests.");
        CheckFullUrl(entry);
        bool writes = entry.Method is "POST" or "PUT" or "PATCH";
        if (entry.Resource.IsEmpty && entry.Method is "PUT" or "PATCH" || (entry.Method == "POST" && entry.Resource.IsEmpty && !entry.Url.Contains('$', StringComparison.Ordinal)))
            throw Fault(entry, ".resource", "required", "resource-missing", $"A {entry.Method} needs a resource.");
        if (!entry.Resource.IsEmpty && !writes)
            throw Fault(entry, ".resource", "invalid", "resource-unexpected", $"A {entry.Method} takes no resource.");
        CheckConditions(entry);
    }

    /// <summary>The moment; null for none.</summary>
    /// <exception cref="FhirException">Invalid: it is none.</exception>
    public static DateTimeOffset? ModifiedSince(RawEntry entry)
    {
        if (entry.IfModifiedSince is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw Fault(entry, ".request.ifModifiedSince", "value", "parameter-invalid", $"'{text}' is no instant.");
    }

    private static void CheckFullUrl(RawEntry entry)
    {
        if (entry.FullUrl is not { } url)
            return;
        bool isUrn = url.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);
        if (!isUrn && !url.Contains("://", StringComparison.Ordinal))
            throw Fault(entry, ".fullUrl", "value", "fullurl-invalid", $"The fullUrl '{url}' is not absolute.");
        if (url.Contains("/_history/", StringComparison.Ordinal))
            throw Fault(entry, ".fullUrl", "invariant", "fullurl-invalid", $"The fullUrl '{url}' names a version.");
    }

    /// <summary>A condition where it has no meaning would be left out in silence.</summary>
    private static void CheckConditions(RawEntry entry)
    {
        string method = entry.Method!;
        bool reads = method is "GET" or "HEAD";
        Refuse(entry, "ifNoneExist", entry.IfNoneExist is not null && method != "POST");
        Refuse(entry, "ifMatch", entry.IfMatch is not null && method is not ("PUT" or "PATCH" or "DELETE"));
        Refuse(entry, "ifNoneMatch", entry.IfNoneMatch is not null && method == "POST");
        Refuse(entry, "ifModifiedSince", entry.IfModifiedSince is not null && !reads);
    }

    private static void Refuse(RawEntry entry, string element, bool isWrong)
    {
        if (isWrong)
            throw Fault(entry, ".request." + element, "invalid", "entry-element", $"{element} has no meaning for {entry.Method}.");
    }

    private static FhirException Fault(RawEntry entry, string element, string type, string code, string diagnostics) =>
        FhirException.Invalid([Issue.Error(type, code, diagnostics, entry.Path + element)]);
}
