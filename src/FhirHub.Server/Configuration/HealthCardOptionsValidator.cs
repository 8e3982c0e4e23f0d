using FhirHub.Regional.HealthCards.Keys;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Configuration;

/// <summary>Ends the start where the keys of health cards are not what they must be; what is told names options, never their values.</summary>
internal sealed class HealthCardOptionsValidator : IValidateOptions<HealthCardOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthCardOptions options)
    {
        try
        {
            HealthCardKeys.Read(options, isDevelopment: false);
            return ValidateOptionsResult.Success;
        }
        catch (FormatException e)
        {
            return ValidateOptionsResult.Fail(e.Message);
        }
    }
}
