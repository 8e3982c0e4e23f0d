using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>What a client gets after a write, in the shape its Prefer header asks for.</summary>
internal static class WriteAnswer
{
    /// <summary>How many warnings validation has for what was written; <c>Prefer: return=OperationOutcome</c> shows them.</summary>
    public const string WarningsHeader = "X-Validation-Warnings";

    public static FhirResponse Of(FhirRequest request, WriteResult result)
    {
        var version = result.Current!;
        string url = $"{request.BaseUrl}/{version.Key}/_history/{version.Version}";
        return new FhirResponse(result.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Version = version,
            // Also of what a conditional create found: its client does not know where that is.
            Location = result.Created || !result.Changed ? url : null,
            ContentLocation = request.Preferences.Return == ReturnPreference.Representation ? url : null,
            PreferenceApplied = request.Preferences.AppliedReturn,
            Content = request.Preferences.Return switch
            {
                ReturnPreference.Minimal => null,
                ReturnPreference.OperationOutcome => Outcome(
                    result.Created ? "created" : result.Changed ? "updated" : "exists",
                    result.Changed ? $"{version.Key} is now at version {version.Version}." : $"{version.Key} matches, at version {version.Version}; nothing was changed.",
                    result.Warnings),
                _ => new FhirContent.Stored(version.Json!),
            },
        };
    }

    public static FhirResponse OfDeletion(FhirRequest request, WriteResult result, string text)
    {
        bool tell = request.Preferences.Return == ReturnPreference.OperationOutcome;
        return new FhirResponse(tell ? StatusCodes.Status200OK : StatusCodes.Status204NoContent)
        {
            Version = result.Current,
            // A deletion has no representation, so none is claimed.
            PreferenceApplied = request.Preferences.Return == ReturnPreference.Representation ? null : request.Preferences.AppliedReturn,
            Content = tell ? Outcome("deleted", text) : null,
        };
    }

    /// <summary>The same in words, for an entry of a Bundle.</summary>
    public static FhirContent OutcomeOf(TransactionWrite write, EntryResult result)
    {
        var version = result.Write.Current;
        if (write.Method == "DELETE")
            return Outcome("deleted", string.Create(CultureInfo.InvariantCulture, $"{result.Deleted} resources are deleted."));
        return result.Write.Changed
            ? Outcome(result.Write.Created ? "created" : "updated", $"{version!.Key} is now at version {version.Version}.", result.Write.Warnings)
            : Outcome("exists", $"{version!.Key} matches, at version {version.Version}; nothing was changed.");
    }

    /// <param name="warnings">What else is to be told.</param>
    public static FhirContent Outcome(string code, string text, IReadOnlyList<Issue>? warnings = null) =>
        new FhirContent.Outcome(OutcomeJson.Write([Issue.Information("informational", code, text), .. warnings ?? []]));

    /// <summary>Tells by a header that validation has something to say, to those whose answer has no place for it.</summary>
    public static void CountWarnings(HttpContext http, int count)
    {
        if (count > 0)
            http.Response.Headers[WarningsHeader] = count.ToString(CultureInfo.InvariantCulture);
    }
}
