using System.Globalization;

namespace FhirHub.Engine.Validation;

/// <summary>Which language a message is to be in.</summary>
public static class MessageLanguages
{
    /// <summary>That of the request at work, which is the UI culture of its flow.</summary>
    public static MessageLanguage Current => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? MessageLanguage.Chinese : MessageLanguage.English;
}
