using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Review;

internal sealed class ReviewOptions : IValidatableObject
{
    public const string Section = "Review";

    /// <summary>Default: 30 min. How long a task stays with whoever took it; each thing they do about it begins the time anew.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lease < TimeSpan.FromSeconds(1) || Lease > TimeSpan.FromDays(7))
            yield return new ValidationResult("Review:Lease must be between one second and seven days.", [nameof(Lease)]);
    }
}
