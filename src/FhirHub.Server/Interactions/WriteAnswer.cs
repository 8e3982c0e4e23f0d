using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>What a client gets after a write, in the shape its Prefer header asks for.</summary>
internal static class WriteAnswer
{
    public static FhirResponse Of(FhirRequest request, WriteResult result)
    {
        var version = result.Current!;
        string url = $"{request.BaseUrl}/{version.Key}/_history/{version.Version}";
        return new FhirResponse(result.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            Version = version,
            Location = result.Created ? url : null,
            ContentLocation = request.Preferences.Return == ReturnPreference.Representation ? url : null,
            PreferenceApplied = request.Preferences.AppliedReturn,
            Content = request.Preferences.Return switch
            {
                ReturnPreference.Minimal => null,
                ReturnPreference.OperationOutcome => Outcome(
                    result.Created ? "created" : "updated", $"{version.Key} is now at version {version.Version}."),
                _ => new FhirContent.Stored(version.Json!),
            },
        };
    }

    public static FhirContent Outcome(string code, string text) =>
        new FhirContent.Outcome(OutcomeJson.Write([Issue.Information("informational", code, text)]));
}
