namespace FhirHub.Engine.Validation;

/// <summary>How far references are followed out of the instance.</summary>
public enum ReferenceCheck
{
    /// <summary>Types are read off the reference; nothing outside the instance is asked for.</summary>
    Text,

    /// <summary>A target that <see cref="IReferences"/> does not know is an error, and its type and profiles are checked.</summary>
    Exist,
}
