using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>One entry of the answer to a batch or transaction, https://hl7.org/fhir/R4/http.html#transaction-response.</summary>
internal sealed record EntryAnswer(int Status)
{
    /// <summary>Absolute URL of the version that was written or found.</summary>
    public string? Location { get; init; }

    /// <summary>Behind etag and lastModified.</summary>
    public StoredVersion? Version { get; init; }

    public FhirContent? Resource { get; init; }

    /// <summary>Which part of the resource was asked for.</summary>
    public ResourceView View { get; init; } = ResourceView.Whole;

    public FhirContent? Outcome { get; init; }

    /// <summary>How many warnings validation has for what was written.</summary>
    public int Warnings { get; init; }

    /// <summary>The whole entry as JSON, where it was written already.</summary>
    public ReadOnlyMemory<byte>? Written { get; init; }

    /// <summary>What a write left behind. Its resource goes along where <c>Prefer: return=representation</c> asks for it.</summary>
    public static EntryAnswer Of(FhirRequest outer, TransactionWrite write, EntryResult result)
    {
        bool deletes = write.Method == "DELETE";
        var version = result.Write.Current;
        bool tell = outer.Preferences.Return == ReturnPreference.OperationOutcome;
        bool show = outer.Preferences is { Return: ReturnPreference.Representation, AppliedReturn: not null } && version is { Deleted: false } && !deletes;
        return new EntryAnswer(deletes ? (tell ? StatusCodes.Status200OK : StatusCodes.Status204NoContent) : result.Write.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Location = deletes || version is null ? null : $"{outer.BaseUrl}/{version.Key}/_history/{version.Version}",
            Version = version,
            Resource = show ? new FhirContent.Stored(version!.Json!) : null,
            Outcome = tell ? WriteAnswer.OutcomeOf(write, result) : null,
            Warnings = result.Write.Warnings.Count,
        };
    }

    /// <summary>What another interaction answers.</summary>
    public static EntryAnswer Of(FhirResponse response, ResourceView view, bool isHead) => new(response.Status)
    {
        // Of what was accepted for later, where its result will be.
        Location = response.Location ?? (response.Status == StatusCodes.Status202Accepted ? response.ContentLocation : null),
        Version = response.Version,
        Resource = isHead || response.Content is FhirContent.Outcome ? null : response.Content,
        View = view,
        Outcome = isHead ? null : response.Content as FhirContent.Outcome,
    };

    public static EntryAnswer Of(FhirException fault) => new(FaultStatus.Of(fault.Kind))
    {
        Outcome = new FhirContent.Outcome(OutcomeJson.Write(fault.Issues)),
    };
}
