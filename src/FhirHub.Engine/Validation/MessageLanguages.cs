using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Validation;

/// <summary>Which language a message is to be in.</summary>
public static class MessageLanguages
{
    /// <summary>Faults that a reader of <c>Structure</c> found, in the language of the request at work.</summary>
    public static IReadOnlyList<Issue> OfStructure(IReadOnlyList<Issue> faults) =>
        Current == MessageLanguage.English ? faults : [.. faults.Select(f => StructureTexts.In(Current, f))];

    /// <summary>That of the request at work, which is the UI culture of its flow.</summary>
    public static MessageLanguage Current => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? MessageLanguage.Chinese : MessageLanguage.English;
}
