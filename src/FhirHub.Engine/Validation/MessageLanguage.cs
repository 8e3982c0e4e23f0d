namespace FhirHub.Engine.Validation;

/// <summary>The languages that messages come in.</summary>
public enum MessageLanguage
{
    English,
    Chinese,
}
