using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Resources;

/// <summary>Holds ordinary writes against what operations keep in agreement. Asked within each attempt, of the version that the write replaces.</summary>
public interface IWriteGuard
{
    /// <summary>Whether anything of a type is ever refused; of others nothing else is asked.</summary>
    bool Concerns(string type);

    /// <summary>Refuses a write that breaks what is kept.</summary>
    /// <exception cref="FhirException">Unprocessable; nothing is written.</exception>
    ValueTask CheckAsync(GuardedWrite write, CancellationToken cancellationToken);
}
